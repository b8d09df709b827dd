"""Where personal data lie; one person found, handed out and erased; who exported what."""
