"""May this program do this? A key as Bearer, alive, with the scope of the call, not too often."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from coterie.studio.api import rates
from coterie.studio.api.problems import Refused
from coterie.studio.projects.keys import key_of, used
from coterie.studio.projects.models import ApiKey


class ApiKeyBearer(HttpBearer):
    """`Authorization: Bearer ck_...`; the call needs all of these scopes."""

    def __init__(self, *scopes: str) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        """The key. Raises Refused: 401, 403 or 429."""
        key = key_of(token.strip())
        if key is None:
            raise Refused(401, "COT-181", "the key of this call is unknown, expired or revoked")
        lacking = [scope for scope in self.scopes if scope not in key.scopes]
        if lacking:
            raise Refused(403, "COT-182", f"this key has no scope {' and '.join(lacking)}")
        request.rate_headers = rates.count(key.pk, self.scopes[0] if self.scopes else "read")
        used(key)
        return key


READ = ApiKeyBearer("read")
SCORE = ApiKeyBearer("score")
RUN = ApiKeyBearer("run")
EDIT = ApiKeyBearer("edit")
PII = ApiKeyBearer("pii")
