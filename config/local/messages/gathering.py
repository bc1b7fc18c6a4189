"""Everything that Laurel says, from all who say it: what is marked in the source, and what the desk calls things."""

from collections.abc import Iterator
from itertools import chain

from django.contrib import admin

from config.desk.naming import derived
from config.local.messages.catalogues import ROOT, Key
from config.local.messages.extracting import Sentence, sentences


def gathered() -> dict[Key, list[Sentence]]:
    """Every sentence once, with all its places."""
    found: dict[Key, list[Sentence]] = {}
    for sentence in chain(sentences(ROOT), _names()):
        found.setdefault(sentence.key, []).append(sentence)
    return found


def _names() -> Iterator[Sentence]:
    return (Sentence(name.where, name.text, context=name.context) for name in derived(admin.site))
