"""Canonical tables to one row a customer: every column a trait with its unit and exact definition."""
