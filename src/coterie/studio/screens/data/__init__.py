"""Data: what was brought, when, by whom, and how it is brought."""
