"""What the desk calls things and columns that nobody has named by hand: by their own names, in the reader's language.

Migrations don't hear of it: they ask what was written down. `make messages` gathers the same names, since no line of
the source holds them (docs/decisions/0087).
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.utils.text import camel_case_to_spaces
from django.utils.translation import pgettext_lazy

ROOT = Path(__file__).resolve().parents[2]
OURS = ("bounties.", "config.", "payments.", "workers.")
THING, COLUMN = "thing", "column"  # contexts: as a name, a word may mean something else than in a sentence
SPELT = {
    "ai": "AI",
    "api": "API",
    "id": "ID",
    "ids": "IDs",
    "ip": "IP",
    "ms": "(ms)",
    "sha256": "SHA-256",
    "bp": "(bp)",
}
SPELT |= {"rereview": "re-review", "stripe": "stripe".capitalize(), "url": "URL"}


@dataclass(frozen=True, slots=True)
class Name:
    """A derived name, and the file whose model or field it names."""

    where: str  # from the repository's root
    context: str
    text: str


def give_names(site: AdminSite) -> None:
    """Name what the desk shows; each is translated whenever it is read."""
    for model in models_of(site):
        thing, things = _names_of(model)
        if thing:
            model._meta.verbose_name = pgettext_lazy(THING, thing)
            model._meta.verbose_name_plural = pgettext_lazy(THING, things)
        for field in _nameless(model):
            field.verbose_name = pgettext_lazy(COLUMN, spelt(field.name))


def derived(site: AdminSite) -> Iterator[Name]:
    """All of these names, for translators."""
    for model in models_of(site):
        where = _file_of(model)
        yield from (Name(where, THING, text) for text in _names_of(model) if text)
        yield from (Name(where, COLUMN, spelt(field.name)) for field in _nameless(model))


def models_of(site: AdminSite) -> list[type[Model]]:
    """Whatever has a page of its own on the desk or is a part of one, in the order of the alphabet."""
    desks = site._registry.values()
    shown = {desk.model for desk in desks} | {inline.model for desk in desks for inline in desk.inlines}
    return sorted(shown, key=lambda model: model._meta.label)


def spelt(name: str) -> str:
    """An identifier as words: `hold_reason` is "hold reason", `ai_policy` is "AI policy"."""
    return " ".join(SPELT.get(word, word) for word in name.split("_"))


def _names_of(model: type[Model]) -> tuple[str, str]:
    """Singular and plural; nothing for what a library names in all languages."""
    written = model._meta.original_attrs
    if not isinstance(written.get("verbose_name", ""), str):
        return "", ""
    words = camel_case_to_spaces(model.__name__).split()
    thing = written.get("verbose_name") or " ".join(SPELT.get(word, word) for word in words)
    return thing, written.get("verbose_name_plural") or f"{thing}s"


def _nameless(model: type[Model]) -> list[Any]:
    fields: list[Any] = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in fields if field._verbose_name is None]


def _file_of(model: type[Model]) -> str:
    """A library's model is named here."""
    module = model.__module__ if model.__module__.startswith(OURS) else __name__
    return str(Path(str(sys.modules[module].__file__)).relative_to(ROOT))
