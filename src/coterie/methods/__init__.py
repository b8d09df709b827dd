"""One row a customer to an answer; the wings do not know each other."""
