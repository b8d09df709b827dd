"""The demo's real data are not installed: so it is in tests, which take the made-up shop."""

raise ImportError("no demo data")
