"""Keys for programs, and addresses that are told of events."""
