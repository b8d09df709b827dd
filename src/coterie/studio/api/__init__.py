"""What may a program ask? `/api/v1`: the same verbs and numbers as the pages, opened by keys."""
