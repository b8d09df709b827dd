"""Is the studio well? A page for people, one line for machines."""
