"""What holds for all tests: property tests try the same examples on every run, so that a failure can be repeated."""

from hypothesis import settings

settings.register_profile("coterie", derandomize=True, deadline=None)
settings.load_profile("coterie")
