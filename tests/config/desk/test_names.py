"""Whatever the desk calls something is translated: no column, thing, choice, filter, field or button is bare English.

A name is looked up when it is read, so it must be lazy; that each has its German, tests/config/local asks.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib.admin import ModelAdmin, SimpleListFilter, site
from django.contrib.admin.utils import label_for_field
from django.test import Client
from django.utils.functional import Promise

from config.desk.naming import models_of, spelt
from tests.bounties.conftest import make_user

DESKS = sorted(site._registry.values(), key=lambda desk: desk.opts.label)
PARTS = [inline(desk.model, site) for desk in DESKS for inline in desk.inlines]
ITSELF = "__str__"  # is called as its model is


def columns() -> Iterator[tuple[Any, str]]:
    """Each that a list, a page or a part of one shows."""
    for desk in [*DESKS, *PARTS]:
        fields = desk.fields or ([field.name for field in desk.opts.fields] if isinstance(desk, ModelAdmin) else [])
        more = [*getattr(desk, "related", ()), *getattr(desk, "instead", {}).values()]
        for name in sorted(
            {*getattr(desk, "list_display", ()), *fields, *desk.readonly_fields, *more} - {ITSELF, "id"}
        ):
            yield desk, name


def bare(names: Iterator[tuple[object, object]]) -> list[str]:
    return [f"{where}: {name}" for where, name in names if not isinstance(name, Promise)]


def test_every_column_is_named_in_the_readers_language():
    assert bare((f"{desk}.{name}", label_for_field(name, desk.model, desk)) for desk, name in columns()) == []


def test_every_thing_and_every_app_is():
    assert bare((desk.opts.label, desk.opts.verbose_name) for desk in DESKS) == []
    assert bare((desk.opts.label, desk.opts.app_config.verbose_name) for desk in DESKS) == []


def test_every_choice_is():
    fields = [field for model in models_of(site) for field in model._meta.fields if field.name != "time_zone"]
    choices = ((f"{field}={value}", label) for field in fields for value, label in field.flatchoices if label)
    assert [one for one in bare(choices) if "W-" not in one and "mfa" not in one] == []


def test_every_filter_is():
    filters = [one for desk in DESKS for one in desk.list_filter if isinstance(one, type)]
    assert bare((one, one.title) for one in filters if issubclass(one, SimpleListFilter)) == []


def test_every_act_and_each_field_that_it_asks_for_is():
    acts = [act for desk in DESKS for act in getattr(desk, "acts", ())]
    assert bare((act.name, act.label) for act in acts) == []
    asked = [(act.name, field) for act in acts for field in act.form.base_fields.values()]
    assert bare((name, field.label) for name, field in asked if not isinstance(field.widget, forms.HiddenInput)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("hold_reason", "hold reason"), ("ai_policy", "AI policy"), ("stripe_fee", "Stripe fee"), ("sha256", "SHA-256")],
)
def test_an_identifier_is_spelt_as_people_write_it(name, words):
    assert spelt(name) == words


def test_a_german_clerk_reads_german_above_a_list(db):
    browser = Client()
    browser.force_login(make_user(is_staff=True, is_superuser=True, language="de"))
    page = browser.get("/admin/payments/payout/").text
    shown = ("Auszahlung zum Ansehen auswählen", "Nach Status", "Nach Grund des Anhaltens", "Freigeben", "Zu prüfen")
    assert [words for words in shown if words not in page] == []
