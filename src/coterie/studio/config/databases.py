"""Which database remembers the studio's own records? SQLite in the workspace, or PostgreSQL or MariaDB by address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from coterie.terms.extras import need

SQLITE = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728; "
    "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000"
)
ENGINES = {"postgres": "postgresql", "postgresql": "postgresql", "mysql": "mysql", "mariadb": "mysql"}
FILE = "studio.sqlite3"


def databases(address: str, workspace: Path) -> dict[str, dict[str, Any]]:
    """Django's `DATABASES` for an address such as `postgres://name:secret@host/base`; empty is SQLite.

    Raises:
        ValueError: the address names no database that the studio can live in.
        NotInstalled: the driver of that database is missing (COT-901).
    """
    parts = urlsplit(address)
    if parts.scheme in ("", "sqlite"):
        return {"default": _sqlite(Path(parts.path) if parts.path else workspace / FILE)}
    if parts.scheme not in ENGINES:
        raise ValueError(
            f"The studio cannot live in {parts.scheme}. Give sqlite:///file, postgres://... or mariadb://..."
        )
    engine = ENGINES[parts.scheme]
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if engine == "mysql":
        _mysql_by_python()
        options = {"charset": "utf8mb4", **options}
    else:
        need("psycopg", "postgres", "a studio that lives in PostgreSQL")
    return {
        "default": {
            "ENGINE": f"django.db.backends.{engine}",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE},
    }


def _mysql_by_python() -> None:
    """Let Django take PyMySQL for the driver it knows: both have the same face."""
    driver: Any = need("pymysql", "mariadb", "a studio that lives in MariaDB")
    driver.version_info = (2, 2, 7, "final", 0)
    driver.install_as_MySQLdb()
