"""What the board shows: a filter form, and one page of challenges by keyset."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges.models import Challenge

PAGE_SIZE = 20
STATUSES = [
    ("", _("Any")),
    ("open", _("Open")),
    ("scheduled", _("Opens soon")),
    ("judging", _("Judging")),
    ("completed", _("Completed")),
]


class BoardForm(forms.Form):
    """The board's search; every field is optional, and the address can be shared."""

    q = forms.CharField(required=False, max_length=100, label=_("Words in the title"))
    status = forms.ChoiceField(required=False, choices=STATUSES, label=_("Status"))
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Some challenges, newest first, and where the next page begins."""

    challenges: list[Challenge]
    next_before: UUID | None


def board_page(asked: dict[str, Any]) -> BoardPage:
    """One page of the public board; never counts."""
    found = Challenge.objects.listed().select_related("sponsor").order_by("-id")
    if asked.get("q"):
        found = found.mentioning(asked["q"])
    if asked.get("status"):
        found = found.filter(status=asked["status"])
    if asked.get("before"):
        found = found.filter(pk__lt=asked["before"])
    rows = list(found[: PAGE_SIZE + 1])
    return BoardPage(rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None)
