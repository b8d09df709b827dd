"""Who are the people, and who is the first? They sign in by e-mail address."""
