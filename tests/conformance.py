"""Whether an answer is what the API's schema says.

The published schema leaves answers open, so that they may grow. Here each object is closed: a field that is not
described is a breach.
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

import jsonschema_rs
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

URLS = "config.urls"
METHODS = ("get", "post", "put", "patch", "delete")


def closed(schema: Any) -> Any:
    """The schema, with every object that names its properties shut to others."""
    match schema:
        case {"properties": dict()}:
            return {"additionalProperties": False} | {name: closed(value) for name, value in schema.items()}
        case dict():
            return {name: closed(value) for name, value in schema.items()}
        case list():
            return [closed(value) for value in schema]
    return schema


def closed_document() -> dict[str, Any]:
    """The whole schema, with closed components."""
    document: dict[str, Any] = SchemaGenerator(urlconf=URLS).get_schema(request=None, public=True)
    document["components"]["schemas"] = closed(document["components"]["schemas"])
    return document


class DescribedClient(APIClient):
    """The API's client of nearly all tests: it takes no answer that the schema does not say."""

    def request(self, **asked: Any) -> Any:
        """Raises AssertionError that names the breach; views of a test's own are in no schema."""
        response = super().request(**asked)
        if settings.ROOT_URLCONF != URLS:
            return response
        method, url = asked["REQUEST_METHOD"], asked["PATH_INFO"]
        breach = described().breach(method, url, response) if described().has(method, url) else ""
        assert not breach, breach
        return response


@lru_cache
def described() -> "Described":
    """Drawn once."""
    return Described()


class Described:
    """Every answer of every operation, by what the schema says of it."""

    def __init__(self) -> None:
        self.document = closed_document()
        self.validators: dict[tuple[str, str], Any] = {}

    @cached_property
    def operations(self) -> dict[tuple[str, int], list[tuple[str, dict[str, Any]]]]:
        """By method and number of parts: the path's parts, and what may be answered."""
        found: dict[tuple[str, int], list[tuple[str, dict[str, Any]]]] = {}
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    said = (path, item[method]["responses"])
                    found.setdefault((method.upper(), path.count("/")), []).append(said)
        return found

    def breach(self, method: str, url: str, response: Any) -> str:
        """What is wrong with this answer; empty if it is what the schema says."""
        path, responses = min(self._fitting(method, url), key=lambda one: one[0].count("{"))
        said = responses.get(str(response.status_code)) or responses.get("4XX" if response.status_code >= 400 else "")
        if said is None:
            return f"{method} {path}: {response.status_code} is not described"
        content = self._resolved(said).get("content", {})
        media_type = response.get("Content-Type", "").partition(";")[0]
        if content and media_type not in content and "*/*" not in content:
            return f"{method} {path}: {response.status_code} is sent as {media_type or 'nothing'}"
        if not media_type.endswith("json") or media_type not in content:
            return ""
        return self._wrong(f"{method} {path}", response, content[media_type]["schema"])

    def has(self, method: str, url: str) -> bool:
        """Whether the schema says anything of it."""
        return bool(self._fitting(method, url))

    def _fitting(self, method: str, url: str) -> list[tuple[str, dict[str, Any]]]:
        """Of these that one counts which says most by name: `challenges/similar` before `challenges/{id}`."""
        parts = url.split("/")

        def fits(path: str) -> bool:
            return all(said.startswith("{") or said == part for said, part in zip(path.split("/"), parts, strict=True))

        return [one for one in self.operations.get((method, url.count("/")), []) if fits(one[0])]

    def _resolved(self, said: dict[str, Any]) -> dict[str, Any]:
        name = said.get("$ref", "").removeprefix("#/components/responses/")
        return self.document["components"]["responses"][name] if name else said

    def _wrong(self, operation: str, response: Any, schema: dict[str, Any]) -> str:
        key = (operation, str(response.status_code) if response.status_code < 400 else "4XX")
        if key not in self.validators:
            whole = schema | {"components": {"schemas": self._needed(schema)}}
            self.validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        body = response.json() if response.content else None
        for error in self.validators[key].iter_errors(body):
            where = "/".join(map(str, error.instance_path))
            return f"{operation}: {response.status_code}: {where}: {error.message[:300]}"
        return ""

    def open_ends(self) -> set[str]:
        """Where an answer of any operation is not closed."""
        said = [one for rows in self.operations.values() for _, responses in rows for one in responses.values()]
        contents = [content for one in said for content in self._resolved(one).get("content", {}).values()]
        schemas = [content["schema"] for content in contents]
        needed = {name: each for schema in schemas for name, each in self._needed(schema).items()}
        found = {end for name, each in needed.items() for end in open_ends(each, name)}
        return found | {end for schema in schemas for end in open_ends(schema, "an answer")}

    def _needed(self, schema: Any) -> dict[str, Any]:
        """The components that this one leads to; compiling all of them for each answer would take a second."""
        needed: dict[str, Any] = {}
        open_ends = [schema]
        while open_ends:
            for name in set(_references(open_ends.pop())) - needed.keys():
                needed[name] = self.document["components"]["schemas"][name]
                open_ends.append(needed[name])
        return needed


def open_ends(schema: dict[str, Any], where: str) -> Iterator[str]:
    """The places in a schema where an answer may hold whatever it likes."""
    if _is_open(schema):
        yield where
    inside = [(where, part) for name in ("allOf", "oneOf", "anyOf") for part in schema.get(name, [])]
    inside += [(f"{where}.{name}", part) for name, part in schema.get("properties", {}).items()]
    inside += [(f"{where}[]", schema["items"])] if "items" in schema else []
    inside += [(f"{where}.*", part) for part in [schema.get("additionalProperties", False)] if part is not False]
    for place, part in inside:
        yield from open_ends(part if isinstance(part, dict) else {}, place)


def _is_open(schema: dict[str, Any]) -> bool:
    if schema.keys() & {"$ref", "enum", "const", "allOf", "oneOf", "anyOf"}:
        return False
    kinds = schema.get("type", [])
    if not kinds or ("array" in kinds and "items" not in schema):
        return True
    return "object" in kinds and "additionalProperties" not in schema


def _references(schema: Any) -> list[str]:
    match schema:
        case dict():
            own = [schema["$ref"].rpartition("/")[2]] if isinstance(schema.get("$ref"), str) else []
            return own + [name for value in schema.values() for name in _references(value)]
        case list():
            return [name for value in schema for name in _references(value)]
    return []
