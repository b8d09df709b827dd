"""Who was erased? Remembered by keyed hashes alone, so that a later import leaves the same people out."""

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

from coterie.engine import Store
from coterie.ledger.book import FILE, STAY
from coterie.ledger.forgetting import Token

KEY = "erasure.key"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS erasures (
    place INTEGER PRIMARY KEY,
    scope TEXT NOT NULL,
    person TEXT NOT NULL,
    receipt TEXT NOT NULL,
    UNIQUE (scope, person)
);
"""


class Erasures:
    """The people who were erased from a workspace.

    scope    in which part of it: "" everywhere, else the name of a project's own list.
    """

    def __init__(self, workspace: Path) -> None:
        self._key = _key(workspace / KEY)
        self._store = Store(workspace / FILE, _SCHEMA)

    def person(self, customer: str) -> str:
        """The keyed hash under which a person is remembered: 64 hexadecimal digits."""
        return hmac.new(self._key, customer.encode(), hashlib.sha256).hexdigest()

    def add(self, scope: str, customer: str, receipt: dict[str, Any]) -> None:
        """Remember that a person was erased; a second erasure replaces the receipt of the first."""
        with self._store.writing() as writer:
            values = [scope, self.person(customer), json.dumps(receipt)]
            writer.run("INSERT OR REPLACE INTO erasures (scope, person, receipt) VALUES (?, ?, ?)", values)

    def known(self, scope: str) -> frozenset[str]:
        """The hashes of everybody who was erased in this part or everywhere."""
        rows = self._store.rows("SELECT person FROM erasures WHERE scope IN ('', ?)", [scope])
        return frozenset(str(person) for (person,) in rows)

    def forget_in_personas(self, customer: str) -> int:
        """Take a person's id out of every text that people wrote into personas; how many versions held it."""
        token = Token(customer)
        with self._store.writing() as writer:
            if not writer.rows("SELECT 1 FROM sqlite_master WHERE name = 'persona_versions'"):
                return 0
            rows = writer.rows("SELECT place, changes, seen, note FROM persona_versions")
            hit = [row for row in rows if any(customer in str(text) for text in row[1:])]
            writer.run("DROP TRIGGER IF EXISTS persona_versions_stay")
            for place, changes, seen, note in hit:
                clean = [json.dumps(token.plain(json.loads(text)), ensure_ascii=False) for text in (changes, seen)]
                sql = "UPDATE persona_versions SET changes = ?, seen = ?, note = ? WHERE place = ?"
                writer.run(sql, [*clean, token.without(str(note)), place])
            writer.run(STAY)
        return len(hit)

    def compact(self) -> None:
        """Give back the pages of what was deleted, so that nothing of it stays in the file or its log."""
        self._store.compact()


def _key(path: Path) -> bytes:
    """The key of the workspace, made on first use and readable by its owner alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text(encoding="ascii"))
    key = secrets.token_bytes(32)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    return key
