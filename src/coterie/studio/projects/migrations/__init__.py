"""The tables of projects, step by step."""
