"""Figures of appeals for Prometheus: where arbiters never act every appeal fails, so the clock's part is watched."""

from collections.abc import Iterator

from django.db.models import Count, Q

from bounties.awards.models import Appeal
from workers.metrics import Figure


def appeal_figures() -> Iterator[Figure]:
    """How many wait, and how many were decided by whom."""
    found = Appeal.objects.aggregate(
        waiting=Count("pk", filter=Q(status="open")),
        by_clock=Count("pk", filter=~Q(status="open") & Q(arbiter=None)),
        by_arbiter=Count("pk", filter=Q(arbiter__isnull=False)),
    )
    yield Figure("laurel_appeals_open", "Appeals that wait for their verdict", found["waiting"])
    yield Figure("laurel_appeals_upheld_by_clock", "Appeals that no arbiter decided in time", found["by_clock"])
    yield Figure("laurel_appeals_decided", "Appeals that an arbiter decided", found["by_arbiter"])
