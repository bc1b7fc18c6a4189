"""The desk's page for any id: every cent that it leads to, on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from payments.admin.reconciliation import STATES
from payments.errors import UnknownId
from payments.models import DeskAct
from payments.reconciliation.flowing import flows, steps
from payments.reconciliation.tracing import Trace, trace
from payments.rights import Right, has_right

LONGEST_ID = 255


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happened: when, what, by whom, and what was said."""

    at: datetime
    what: str
    by: str
    said: str


@require_safe
def trace_page(request: HttpRequest) -> HttpResponse:
    """Ask for an id, and show what it leads to."""
    if not has_right(request.user, Right.READ):
        raise PermissionDenied
    wanted = request.GET.get("id", "").replace("\0", "").strip()[:LONGEST_ID]
    shown = {
        **admin.site.each_context(request),
        "title": _("Trace"),
        "wanted": wanted,
        **(_found(wanted) if wanted else {}),
    }
    return TemplateResponse(request, "admin/trace.html", shown, status=404 if "unknown" in shown else 200)


def _found(wanted: str) -> dict[str, Any]:
    try:
        found = trace(wanted)
    except UnknownId as error:
        return {"unknown": str(error)}
    entries = list(found.transactions)
    shown = {"flows": flows(entries), "steps": steps(entries), "deeds": sorted_deeds(found)}
    return {"found": found, "exceptions": [(row, STATES[row.status]) for row in found.exceptions], **shown}


def sorted_deeds(found: Trace) -> list[Deed]:
    """What happened and what people confirmed at the desk, in order."""
    return sorted([*_events(found), *_acts(found)], key=lambda deed: deed.at)


def _events(found: Trace) -> Iterator[Deed]:
    events = list(found.events)
    people = get_user_model().objects.in_bulk([event.actor_id for event in events if event.actor_id])
    for event in events:
        yield Deed(event.at, event.name, _name(people, event.actor_id), str(event.payload.get("reason") or ""))


def _acts(found: Trace) -> Iterator[Deed]:
    for act in DeskAct.objects.filter(row__in=found.rows).select_related("by"):
        yield Deed(act.at, f"{_('desk')}: {act.act}", str(act.by), ", ".join(map(str, act.given.values())))


def _name(people: dict[Any, Any], actor: UUID | None) -> str:
    return str(people[actor]) if actor in people else str(_("the service")) if actor is None else str(actor)
