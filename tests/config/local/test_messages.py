"""Catalogues: every mark is found, what is translated stays, and what comes out of them fits into its sentence."""

import re
from collections import Counter

import pytest

from config.local.messages.catalogues import Key, Words, known, languages, missing, part_of
from config.local.messages.extracting import Sentence, sentences
from config.local.messages.gathering import gathered

IN_PYTHON = """
from django.utils.translation import gettext as say, ngettext, pgettext_lazy as of

A = say("two " "parts")
B = ngettext("%(n)d day", "%(n)d days", 2)
C = of("noun", "lead")
D = _("of nobody's")
E = say(A)
"""
IN_TEMPLATE = """{% load i18n %}{% translate "plain" %} <p>not marked</p>
    {% if a %}
  {% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
      {% endif %}{% include "x" with label=_("passed on") %}
"""
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w+")


def test_every_mark_is_found_under_whatever_name_and_in_whatever_shape(tmp_path):
    room = tmp_path / "bounties" / "ideas"
    (room / "templates").mkdir(parents=True)
    (room / "saying.py").write_text(IN_PYTHON)
    (room / "templates" / "page.html").write_text(IN_TEMPLATE)
    said, shown = "bounties/ideas/saying.py", "bounties/ideas/templates/page.html"
    assert list(sentences(tmp_path)) == [
        Sentence(said, "two parts"),
        Sentence(said, "%(n)d day", "%(n)d days"),
        Sentence(said, "lead", context="noun"),
        Sentence(shown, "plain"),
        Sentence(shown, "%(n)s day", "%(n)s days"),
        Sentence(shown, "passed on"),
    ]


@pytest.mark.parametrize(
    ("where", "part"),
    [("bounties/ideas/api/views.py", "ideas"), ("bounties/errors.py", "bounties"), ("payments/money.py", "payments")],
)
def test_each_room_has_a_catalogue_of_its_own(where, part):
    assert part_of(where) == part


def holes(text: str) -> Counter[str]:
    return Counter(HOLES.findall(text))


def misfits(plurals: dict[Key, str], words: dict[Key, Words]) -> list[str]:
    """What lacks a value or an element that its sentence has, or has one too many; a plural's forms are each apart."""
    return [
        f"{key[1]!r} -> {said!r}"
        for key, forms in words.items()
        for form, said in zip([key[1], plurals.get(key) or key[1]], forms, strict=False)
        if holes(form) != holes(said)
    ]


@pytest.mark.parametrize("language", languages())
def test_every_translation_keeps_the_values_and_elements_of_its_sentence(language):
    plurals = {key: next((place.plural for place in places), "") for key, places in gathered().items()}
    assert misfits(plurals, known(language)) == []


def test_a_translation_that_loses_a_value_is_seen():
    key = ("", "%(n)s of {title}")
    assert misfits({}, {key: ("von {title}",)})
    assert not misfits({}, {key: ("{title}: %(n)s",)})


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_translated(language):
    """`make messages ARGS=--missing` lists what lacks as JSON to fill in; `--take` puts it in its place."""
    assert missing(language, gathered()) == []
