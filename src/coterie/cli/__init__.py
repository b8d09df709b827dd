"""A door: words of the terminal in, a verb, a table out. Talks to verbs and nouns only."""
