"""Connections: which databases an admin lets the studio read, and how a table of one is brought."""
