"""Functions that are loaded, and their meaning in a changed file."""

import gc
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tests.campaigns.planted.bed import Fault, planted
from tests.servers import ROOT

Key = tuple[str, int]


def change(fault: Fault) -> None:
    """Give the functions of this process the meaning that they have in the changed file."""
    fresh = dict(_codes(compile(planted(fault), str(ROOT / fault.path), "exec")))
    for function, key in functions_of(fault.path):
        if key in fresh and function.__code__.co_freevars == fresh[key].co_freevars:
            function.__code__ = fresh[key]


def is_reached(fault: Fault) -> bool:
    """Whether the change would give some function of this process another meaning."""
    path = str(ROOT / fault.path)
    fresh, whole = (dict(_codes(compile(text, path, "exec"))) for text in (planted(fault), Path(path).read_text()))
    changed = {key for key, code in fresh.items() if code != whole.get(key)}
    return any(key in changed for _, key in functions_of(fault.path))


def load(faults: Sequence[Fault]) -> None:
    """All that is changed: what is loaded later has the old meaning."""
    for path in sorted({fault.path for fault in faults}):
        import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


def _codes(code: CodeType) -> Iterator[tuple[Key, CodeType]]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield (part.co_qualname, part.co_firstlineno), part
            yield from _codes(part)


@cache
def functions_of(path: str) -> list[tuple[FunctionType, Key]]:
    """Those of a file of ours that are loaded, each with its name and first line."""
    return _all_functions()[os.path.realpath(ROOT / path)]


@cache
def _all_functions() -> dict[str, list[tuple[FunctionType, Key]]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for thing in gc.get_objects():
        if type(thing) is FunctionType:  # a lazy object would be made to ask what it is
            code = thing.__code__
            found[os.path.realpath(code.co_filename)].append((thing, (code.co_qualname, code.co_firstlineno)))
    return found
