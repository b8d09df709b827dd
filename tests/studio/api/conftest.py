"""Keys and a program that calls."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from coterie.studio.accounts.models import Person
from coterie.studio.api import rates
from coterie.studio.projects.keys import SCOPES, make_key
from coterie.studio.projects.models import ApiKey, Project


class Program:
    """Calls the API with a key; `program("get", "studies")`."""

    def __init__(self, token: str, key: ApiKey | None = None) -> None:
        self.token, self.key = token, key
        self._client = Client(raise_request_exception=False)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        head = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        head |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent: dict[str, Any] = {"headers": head}
        if body is not None:
            raw = isinstance(body, bytes)
            sent |= {
                "data": body if raw else json.dumps(body),
                "content_type": "application/octet-stream" if raw else "application/json",
            }
        return getattr(self._client, method)(f"/api/v1/{path}", **sent)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    rates.forget()


@pytest.fixture
def program(project: Project, keeper: Person) -> Callable[..., Program]:
    """`program("read", "pii")`: with a key of these scopes, of all without any."""

    def make(*scopes: str, of: Project | None = None, expires: datetime | None = None) -> Program:
        key, token = make_key(of or project, keeper, "test", scopes or SCOPES, expires)
        return Program(token, key)

    return make
