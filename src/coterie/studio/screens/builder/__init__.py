"""Whom do conditions on traits mean? Built with a live count, kept under a name."""
