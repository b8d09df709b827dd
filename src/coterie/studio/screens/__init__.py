"""The pages, one slice a verb: `urls.py`, `views.py`, `forms.py` and its templates. A slice does not know another."""

SCREENS: tuple[str, ...] = (
    "account",
    "activity",
    "customers",
    "data",
    "evidence",
    "exports",
    "help",
    "home",
    "mapping",
    "people",
    "privacy",
    "project",
    "quality",
    "segments",
    "status",
    "value",
)
