"""Answers to people: claims over statistics, never free invention."""
