"""The name of every column of ours, with a word that it would take: what an attacker hopes that we assign."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from tests.attacks.poisoning import OURS


def columns(anyone: UUID) -> dict[str, str]:
    """By name as a form would send it, and by the name of a relation's id; `anyone` is who would gain by it."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.concrete_fields:
                found.setdefault(field.name, word_for(field, anyone))
                found.setdefault(field.attname, word_for(field, anyone))
    return found


# The first that fits; what none fits is a text.
WORDS: list[tuple[tuple[type, ...], str]] = [
    ((models.BooleanField,), "on"),
    ((models.IntegerField, models.DecimalField), "7"),
    ((models.DateTimeField,), "2031-05-04T12:00:00Z"),
    ((models.DateField,), "2031-05-04"),
    ((models.EmailField,), "assigned@example.com"),
    ((models.JSONField,), "{}"),
]


def word_for(field: Any, anyone: UUID) -> str:
    """A value that the column takes."""
    if field.choices:
        return str([value for value, _ in field.flatchoices][-1])
    if isinstance(field, models.ForeignKey | models.UUIDField):
        return str(anyone)
    return next((word for kinds, word in WORDS if isinstance(field, kinds)), "assigned")
