from jobkinds.landing.steps import land, prepare, stop

__all__ = ["land", "prepare", "stop"]
