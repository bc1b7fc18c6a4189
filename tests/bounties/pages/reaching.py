"""Which services a door can reach: its own source is read, and whatever it calls in the same storey of the house."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from django.contrib import admin

HOUSE = ("bounties.", "payments.")
DOORS = (".api", ".pages", ".admin")  # what translates between people and services
ACTORS = {"by", "user"}  # who acts: every service that people use is told
ASKED = (".policies", ".payability", ".rights", ".sides")  # who may what: no service


def services_of(*roots: Any) -> set[str]:
    """The services that these functions, classes or acts call, by their dotted names."""
    found: set[str] = set()
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if _is_service(one):
            found.add(f"{one.__module__}.{one.__qualname__}")
        else:
            waiting.extend(_parts(one))
    return found


def desk_of(name: str) -> list[Any]:
    """What the desk's page of this name does: the acts of its model, and its own code."""
    model = name.removeprefix("admin:").split("_")[1]
    page = next(one for row, one in admin.site._registry.items() if row._meta.model_name == model)
    return [*(act.service for act in getattr(page, "acts", ())), type(page)]


def _is_service(one: Any) -> bool:
    if not isinstance(one, FunctionType) or _is_door(one):
        return False
    is_ours = one.__module__.startswith(HOUSE) and not one.__module__.endswith(ASKED)
    return is_ours and bool(ACTORS & set(inspect.signature(one).parameters))


def _is_door(one: Any) -> bool:
    return any(door in getattr(one, "__module__", "") for door in DOORS)


def _parts(one: Any) -> Iterator[Any]:
    if isinstance(one, dict):
        yield from one.values()
    elif isinstance(one, list | tuple | set):
        yield from one
    elif isinstance(one, FunctionType) and _is_door(one):
        yield from _named_in(inspect.unwrap(one))
    elif isinstance(one, type) and _is_door(one):
        homes = (vars(home) for home in inspect.getmro(one) if _is_door(home))
        yield from (part for home in homes for part in home.values() if isinstance(part, FunctionType))


@cache
def _named_in(function: FunctionType) -> list[Any]:
    """Each object that the source names, alone or as part of a module."""
    names = function.__globals__ | inspect.getclosurevars(function).nonlocals
    found = []
    for node in ast.walk(_source_of(function)):
        if isinstance(node, ast.Name) and not isinstance(names.get(node.id), ModuleType):
            found.append(names.get(node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            home = names.get(node.value.id)
            found += [getattr(home, node.attr, None)] if isinstance(home, ModuleType) else []
    return found


def _source_of(function: FunctionType) -> ast.AST:
    try:
        return _definitions(function.__code__.co_filename)[function.__code__.co_firstlineno]
    except KeyError:  # made by a machine, like a dataclass's __init__, or a lambda, read with what holds it
        return ast.Module([], [])


@cache
def _definitions(path: str) -> dict[int, ast.AST]:
    """The functions of a file by the line where they begin, decorators included."""
    if not Path(path).is_file():
        return {}
    nodes = ast.walk(ast.parse(Path(path).read_text()))
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef))
    return {min([node.lineno, *(one.lineno for one in node.decorator_list)]): node for node in functions}
