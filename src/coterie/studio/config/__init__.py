"""What stands in the environment, in Django's words: database, mail, policy of content, workspace and its key."""
