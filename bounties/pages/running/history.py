"""What changed of a challenge since it went public: for everyone who may enter it, old against new, with its hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bounties.challenges.models import Challenge, Terms
from bounties.pages.entering.comparing import Piece, differences
from bounties.pages.phrasing import label_of, said
from workers.models import Event

Words = str | Promise
NEWS: dict[str, Words] = {
    "challenge.extended": _("Solvers have more time."),
    "challenge.amended": _("Its terms were changed."),
    "challenge.prize_raised": _("A prize was raised."),
    "challenge.paused": _("A moderator paused it."),
    "challenge.resumed": _("It went on; its hours moved by as long as it was paused."),
}
MOST_NEWS, MOST_CHANGES = 5, 50


@dataclass(frozen=True, slots=True)
class News:
    """What happened to it that everyone should know who had read it before."""

    says: Words
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One set of terms against the one before; `is_material`: who had agreed before had to agree anew."""

    at: datetime
    is_material: bool
    fields: list[tuple[Words, list[Piece]]]


def news_of(challenge: Challenge) -> list[News]:
    """The latest first; one query."""
    told = Event.objects.filter(root=str(challenge.pk), name__in=list(NEWS)).order_by("-at")
    return [News(NEWS[name], at) for name, at in told.values_list("name", "at")[:MOST_NEWS]]


@require_safe
def changes(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Every set of terms that bound anybody, against the one before; the latest first."""
    visible = Challenge.objects.visible_to(request.user).select_related("sponsor")
    challenge = get_object_or_404(visible, pk=challenge_id)
    shown = {
        "challenge": challenge,
        "changes": list(_changes(challenge)),
        "first": challenge.published_at,
        "amendments": challenge.amendments.order_by("-id")[:MOST_NEWS],
    }
    return render(request, "running/changes.html", shown)


def _changes(challenge: Challenge) -> Iterator[Change]:
    """Only since it went public: what was written before, nobody could read."""
    if challenge.published_at is None:
        return
    found = list(challenge.terms.order_by("-number")[: MOST_CHANGES + 1])
    for later, before in pairwise(found):
        fields = list(_differences(before, later, challenge.time_zone))
        if later.created_at > challenge.published_at and fields:
            yield Change(later.created_at, later.is_material, fields)


def _differences(before: Terms, later: Terms, zone: str) -> Iterator[tuple[Words, list[Piece]]]:
    for name in sorted({*before.document, *later.document}):
        old, new = _said(name, before, zone), _said(name, later, zone)
        if old != new:
            yield label_of(name), differences(old, new)


def _said(name: str, terms: Terms, zone: str) -> str:
    document: dict[str, Any] = terms.document
    return said(name, document, zone=zone)
