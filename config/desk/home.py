"""The desk's home: every queue with its count, and held against Stripe."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from workers.waiting import Queue


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the home: how many, and where they are listed."""

    label: str | Promise
    count: int
    address: str
    is_urgent: bool


def waiting(site: AdminSite, request: HttpRequest) -> list[tuple[str, list[Waiting]]]:
    """Each app's queues that this person may see, counted in one query, those broken down with each of their parts."""
    queues = list(_queues(site, request))
    if not queues:
        return []
    counts = _counts([queue for _, queue in queues])
    lines = [
        (desk.opts.app_config.verbose_name, line)
        for place, (desk, queue) in enumerate(queues)
        for line in _lines(desk, queue, counts.get(place, {}))
    ]
    return [(name, [line for _, line in group]) for name, group in groupby(lines, key=lambda pair: pair[0])]


def _queues(site: AdminSite, request: HttpRequest) -> Iterator[tuple[ModelAdmin, Queue]]:
    desks = sorted(site._registry.values(), key=lambda desk: desk.opts.app_label)
    for desk in desks:
        if desk.has_view_permission(request):
            for queue in getattr(desk, "queues", ()):
                yield desk, queue


def _counts(queues: list[Queue]) -> dict[int, dict[str, int]]:
    """By place: how many rows of each part; a queue that is not broken down has the one part ''."""
    counted = [_counting(place, queue) for place, queue in enumerate(queues)]
    counts: dict[int, dict[str, int]] = {}
    for place, part, count in counted[0].union(*counted[1:], all=True):
        counts.setdefault(place, {})[part] = count
    return counts


def _counting(place: int, queue: Queue) -> QuerySet[Any, tuple[int, str, int]]:
    part = Cast(F(queue.by), CharField()) if queue.by else Value("", output_field=CharField())
    rows = queue.rows().order_by().annotate(in_queue=Value(place), part=part).values("in_queue", "part")
    return rows.annotate(count=Count("*")).values_list("in_queue", "part", "count")


def _lines(desk: ModelAdmin, queue: Queue, parts: dict[str, int]) -> Iterator[Waiting]:
    page = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_changelist")
    address = f"{page}?{queue.query}"
    if not queue.by:
        yield Waiting(queue.label, parts.get("", 0), address, queue.is_urgent)
        return
    yield Waiting(queue.label, sum(parts.values()), address, queue.is_urgent)
    names = dict(getattr(desk.opts.get_field(queue.by), "flatchoices", ()))
    for part, count in sorted(parts.items()):
        yield Waiting(
            f"{queue.label}: {names.get(part, part)}", count, f"{address}&{queue.by}__exact={part}", queue.is_urgent
        )
