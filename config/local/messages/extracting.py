"""Finding every sentence that is marked for translation: in Python by its syntax tree, in templates by Django's reader.

GNU gettext is on none of our machines, so `makemessages` can't run; Babel reads and writes the catalogues.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

FLOORS = ("bounties", "config", "payments", "workers")
TEMPLATES = {".html", ".txt", ".svg"}
NOT_OURS = ("payments/simulator", "config/static")  # a stand-in for Stripe's own pages, and no templates
MARKS = {"gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
IN_TEMPLATES = dict.fromkeys(["gettext", "pgettext", "ngettext", "_"])  # as Django's reader writes its tags


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said at a place, once in the singular and, where it counts, in the plural."""

    where: str  # the file, from the repository's root
    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue knows it by."""
        return self.context, self.text


def sentences(root: Path) -> Iterator[Sentence]:
    """All of them, file by file in the order of their names."""
    for floor in FLOORS:
        for path in sorted((root / floor).rglob("*")):
            where = str(path.relative_to(root))
            if where.startswith(NOT_OURS):
                continue
            if path.suffix == ".py":
                yield from _in_python(where, path.read_text())
            elif path.suffix in TEMPLATES and "templates" in path.parts:
                yield from _in_template(where, path.read_text())


def _in_python(where: str, source: str) -> Iterator[Sentence]:
    if "django.utils.translation" not in source:
        return
    tree = ast.parse(source)
    names = dict(_names(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            texts = [found.value for found in node.args if isinstance(found, ast.Constant)]
            yield from _told(where, names[node.func.id], [text for text in texts if isinstance(text, str)])


def _names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """By which name this file calls which of Django's marks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((found.asname or found.name, found.name) for found in node.names if found.name in MARKS)


def _told(where: str, mark: str, texts: list[str]) -> Iterator[Sentence]:
    match mark[0], texts:
        case "p", [context, text, *_]:
            yield Sentence(where, text, context=context)
        case "n", [text, plural, *_]:
            yield Sentence(where, text, plural)
        case _, [text, *_]:
            yield Sentence(where, text)


def _in_template(where: str, source: str) -> Iterator[Sentence]:
    as_python = "\n".join(line.lstrip() for line in templatize(source, origin=where).splitlines())
    marked: Iterator[tuple[Any, ...]] = extract_python(BytesIO(as_python.encode()), IN_TEMPLATES, [], {})
    for _line, mark, texts, _comments in marked:
        yield from _told(where, mark, [texts] if isinstance(texts, str) else list(texts))
