"""Quality: what an import took, what it left out and why, and how the rows left out are put right."""
