"""Where an answer leads: OpenAPI links from what a call has created to every call about it."""

import re
from typing import Any

ABOUT_ONE = re.compile(r"/(?P<noun>[a-z-]+)/\{(?P<name>(?:\w+_)?(?:id|pk))\}(?:/[a-z-]+)*$")
OF_THE_ANSWER = "$response.body#/id"
Operation = dict[str, Any]


def add_links(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """From each 201 with an id to the calls that take it in their path (a postprocessing hook of drf-spectacular)."""
    about = _calls_about(result["paths"])
    for path, item in result["paths"].items():
        created = item.get("post", {}).get("responses", {}).get("201")
        if created and _has_id(created, result["components"]["schemas"]):
            links = about.get(path.rpartition("/")[2], {})
            created |= {"links": links} if links else {}
    return result


def _calls_about(paths: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By the noun of a collection: `entries` has each call below `/entries/{id}`."""
    found: dict[str, dict[str, Any]] = {}
    for path, item in paths.items():
        one = ABOUT_ONE.search(path)
        if one and path.count("{") == 1:
            link = {"parameters": {one["name"]: OF_THE_ANSWER}}
            calls = [operation["operationId"] for operation in item.values() if "operationId" in operation]
            found.setdefault(one["noun"], {}).update({name: {"operationId": name} | link for name in calls})
    return found


def _has_id(response: dict[str, Any], schemas: dict[str, Any]) -> bool:
    reference = response.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return "id" in schemas.get(reference.rpartition("/")[2], {}).get("properties", {})
