"""How does a person learn to call the API? A page made from the very document that programs read."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.api.app import api
from coterie.studio.projects.access import screen
from coterie.studio.projects.keys import SCOPES
from coterie.studio.projects.models import Project
from coterie.studio.projects.roles import Action

REFUSALS = range(400, 600)
DEEPEST = 3


@screen(Action.READ)
@require_GET
def document(request: HttpRequest, project: Project) -> HttpResponse:
    """Every call: what it needs, what goes in, what comes out, and a command to try it."""
    root = request.build_absolute_uri("/").rstrip("/")
    found = api.get_openapi_schema()
    chapters: dict[str, list[dict[str, Any]]] = {}
    for path, methods in found["paths"].items():
        for method, call in methods.items():
            chapters.setdefault(call.get("tags", ["Other"])[0], []).append(_call(found, root, path, method, call))
    said = {
        "project": project,
        "chapters": [{"name": name, "anchor": name.lower(), "calls": calls} for name, calls in chapters.items()],
        "calls": sum(len(calls) for calls in chapters.values()),
        "scopes": SCOPES,
        "root": root,
        "refusals": _refusals(),
    }
    return render(request, "api/docs.html", said)


def _call(found: Any, root: str, path: str, method: str, call: dict[str, Any]) -> dict[str, Any]:
    body = next(iter(call.get("requestBody", {}).get("content", {}).items()), None)
    good = {status: each for status, each in call["responses"].items() if int(status) not in REFUSALS}
    answer: dict[str, Any] = next(iter(good.values()), {})
    told: dict[str, Any] = next(iter(answer.get("content", {}).values()), {})
    schema = told.get("schema")
    example = _example(found, body[1]["schema"]) if body and body[0] == "application/json" else None
    return {
        "id": call["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": call["summary"],
        "description": call.get("description", ""),
        "scopes": call["x-scopes"],
        "parameters": [_parameter(each) for each in call["parameters"]],
        "fields": _fields(found, body[1]["schema"]) if body else [],
        "type": body[0] if body else "",
        "answers": _fields(found, schema) if schema else [],
        "status": next(iter(good), ""),
        "refusals": sorted(int(status) for status in call["responses"] if int(status) in REFUSALS),
        "curl": _curl(root + path, method.upper(), body[0] if body else "", example),
    }


def _parameter(each: dict[str, Any]) -> dict[str, Any]:
    schema = each["schema"]
    note = each.get("description", "")
    return {
        "name": each["name"], "where": each["in"], "required": each["required"],
        "kind": _kind(schema), "note": note, "default": schema.get("default"),
    }  # fmt: skip


def _fields(found: Any, schema: dict[str, Any]) -> list[dict[str, str]]:
    """The fields of a body or an answer, those inside of others with a dot."""
    out: list[dict[str, str]] = []
    _walk(found, schema, "", out, 0)
    return out


def _walk(found: Any, schema: dict[str, Any], above: str, out: list[dict[str, str]], depth: int) -> None:
    schema = _resolved(found, schema)
    if schema.get("type") == "array":
        return _walk(found, schema.get("items", {}), f"{above}[]" if above else "", out, depth)
    needed = set(schema.get("required", ()))
    for name, each in schema.get("properties", {}).items():
        inner = _resolved(found, each)
        place = f"{above}.{name}" if above else name
        out.append(
            {
                "name": place,
                "kind": _kind(inner) + ("" if name in needed else ", optional"),
                "note": each.get("description") or "",
            }
        )
        if depth < DEEPEST and inner.get("type") in ("object", "array"):
            _walk(found, inner, place, out, depth + 1)
    return None


def _resolved(found: Any, schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        inner: dict[str, Any] = found["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        return inner
    return schema


def _kind(schema: dict[str, Any]) -> str:
    """A kind in words: text up to 200, number 0 to 1, list of ..."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    names = {"string": "text", "integer": "whole number", "boolean": "true or false", "array": "list", "null": "null"}
    said = str(schema.get("format") or names.get(schema.get("type", ""), schema.get("type", "any")))
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        said += f" {low:,.0f} to {high:,.0f}"
    most = schema.get("maxLength") or schema.get("maxItems")
    return f"{said}, at most {most:,}" if most else said


def _example(found: Any, schema: dict[str, Any]) -> Any:
    """A body with the fields that are needed."""
    schema = _resolved(found, schema)
    if "anyOf" in schema:
        return _example(found, schema["anyOf"][0])
    kind = schema.get("type")
    if kind == "object":
        names = [n for n in schema.get("properties", {}) if n in schema.get("required", ()) or n in SHOWN]
        return {name: EXAMPLES.get(name, _example(found, schema["properties"][name])) for name in names}
    if kind == "array":
        return [_example(found, schema.get("items", {}))]
    return {"string": "...", "integer": 1, "number": 1.0, "boolean": False}.get(str(kind), "...")


SHOWN = ("traits", "frequency", "recency", "T", "spend")
EXAMPLES: dict[str, Any] = {
    "id": "C1001", "name": "Spring orders", "dataset": "DATASET", "url": "https://example.com/hook",
    "traits": {"recency_days": 12, "orders": 4, "revenue": 310.5},
    "frequency": 3, "recency": 120, "T": 132, "spend": 77.6,
}  # fmt: skip


def _curl(url: str, method: str, kind: str, example: Any) -> str:
    lines = ["curl" if method == "GET" else f"curl -X {method}", "  -H 'Authorization: Bearer ck_...'"]
    lines += ["""  -H 'If-Match: "0"'"""] if method == "PATCH" else []
    if kind == "application/json":
        lines += ["  -H 'Content-Type: application/json'", f"  -d '{json.dumps(example, ensure_ascii=False)}'"]
    elif kind:
        lines += [f"  -H 'Content-Type: {kind}'", "  --data-binary @orders.csv"]
        url += "?name=orders.csv"
    return " \\\n".join([*lines, f"  '{url}'"])


def _refusals() -> list[dict[str, object]]:
    return [
        {"status": 400, "code": "COT-186", "means": "The body is no JSON."},
        {"status": 401, "code": "COT-181", "means": "No key, or one that is unknown, expired or revoked."},
        {"status": 403, "code": "COT-182", "means": "The key has not the scope of the call."},
        {"status": 404, "code": "COT-183", "means": "Not there, or another project's."},
        {"status": 409, "code": "COT-184", "means": "Not now: it is being made, or the same call is being answered."},
        {"status": 412, "code": "COT-163", "means": "Somebody saved a newer version than the one that was read."},
        {"status": 413, "code": "COT-185", "means": "The body is too large."},
        {
            "status": 422,
            "code": "COT-186",
            "means": "A value does not fit, or the idempotency key came with another body.",
        },
        {
            "status": 429,
            "code": "COT-189",
            "means": "Too many calls in this minute; Retry-After says when to come again.",
        },
        {"status": 500, "code": "COT-191", "means": "A fault of the studio, with its number in the log."},
        {
            "status": 503,
            "code": "COT-191",
            "means": "The database does not answer; Retry-After says when to come again.",
        },
    ]
