"""What does the API say about itself? OpenAPI 3.1 with every answer that a call may get, errors too."""

from http.client import responses
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from coterie.studio.api.access import ApiKeyBearer
from coterie.studio.api.once import EFFECTS, FORM, HEADER, LONGEST
from coterie.studio.api.problems import ProblemOut

ALWAYS = (400, 401, 403, 404, 422, 429, 500, 503)
OF_POSTS = (409, 413)
OF_PATCHES = (412,)
REF = "#/components/schemas/{model}"
WAIT = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}


class Document(OpenAPISchema):
    """Ninja's document, with what it leaves out: errors, idempotency keys, scopes."""

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """One call; those that change something take an idempotency key."""
        details: dict[str, Any] = super().operation_details(operation)
        scopes = [s for auth in operation.auth_callbacks if isinstance(auth, ApiKeyBearer) for s in auth.scopes]
        details["x-scopes"] = scopes
        if set(EFFECTS) & set(operation.methods):
            details["parameters"] = [*details["parameters"], _idempotency_key()]
        return details

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """What it answers, and how it refuses."""
        found: dict[int, dict[str, Any]] = super().responses(operation)
        changes = {"POST", "PUT", "PATCH", "DELETE"} & set(operation.methods)
        overtaken = OF_PATCHES if "PATCH" in operation.methods else ()
        for status in (*ALWAYS, *(OF_POSTS if changes else ()), *overtaken):
            found.setdefault(status, self._refusal(status))
        return dict(sorted(found.items()))

    def _refusal(self, status: int) -> dict[str, Any]:
        model = ProblemOut.model_json_schema(ref_template=REF)
        self.add_schema_definitions(model.pop("$defs", {}))
        self.add_schema_definitions({"ProblemOut": model})
        told: dict[str, Any] = {
            "description": responses[status],
            "content": {"application/json": {"schema": {"$ref": REF.format(model="ProblemOut")}}},
        }
        return {**told, "headers": WAIT} if status in (409, 429, 503) else told


class Api(NinjaAPI):
    """Ninja with the whole document, made once."""

    def get_openapi_schema(self, **more: Any) -> Document:
        """The document."""
        if not hasattr(self, "_document"):
            prefix = more.get("path_prefix")
            self._document = Document(self, "api/v1/" if prefix is None else prefix)
        return self._document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function, which is unique here."""
        return str(operation.view_func.__name__)


def _idempotency_key() -> dict[str, Any]:
    return {
        "in": "header",
        "name": HEADER,
        "required": False,
        "description": "A text of your own for this call: the same again within 24 hours has one effect.",
        "schema": {"type": "string", "maxLength": LONGEST, "minLength": 1, "pattern": f"^{FORM}$"},
    }
