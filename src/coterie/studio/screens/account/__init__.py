"""Coming in: the first account, signing in and out, a new password, two-factor, one's own profile."""
