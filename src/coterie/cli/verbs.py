"""Where are the verbs? Loaded when one is run, so that help needs no heavy library."""

from importlib import import_module
from types import ModuleType


def verb(part: str = "") -> ModuleType:
    """The room of the verbs, or one part of it that loads more than the others need."""
    return import_module(f"coterie.workflows.{part}" if part else "coterie.workflows")
