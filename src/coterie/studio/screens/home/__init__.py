"""The first page of a project: what is known, and what to do next."""
