"""Where are the verbs? Loaded when one is run, so that help needs no heavy library."""

from importlib import import_module
from types import ModuleType


def verb() -> ModuleType:
    """The room of the verbs."""
    return import_module("coterie.workflows")
