"""Promises kept: says yes, no or watch out, and never repairs."""
