"""Every study of a project: what was run, when, on what; named and deleted here."""
