"""Who are they, told as people? The board, one persona, its edits and versions, and what leaves the house."""
