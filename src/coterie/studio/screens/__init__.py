"""The pages, one slice a verb: `urls.py`, `views.py`, `forms.py` and its templates. A slice does not know another."""

SCREENS: tuple[str, ...] = (
    "account",
    "activity",
    "customers",
    "evidence",
    "exports",
    "help",
    "home",
    "people",
    "privacy",
    "project",
    "segments",
    "status",
    "value",
)
