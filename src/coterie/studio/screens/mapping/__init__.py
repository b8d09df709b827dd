"""Mapping: what was understood of each file, what else it could be, and what an import would take."""
