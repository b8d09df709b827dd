"""Single customers: who they are, and everything that is known of one."""
