"""What the alerts watch: promises that are running, and those that are late."""

from collections.abc import Iterator

from bounties.service_levels.models import ServiceClock
from workers.metrics import Figure


def service_level_figures() -> Iterator[Figure]:
    """How many clocks are open, and how many of them are past their target."""
    open_clocks = ServiceClock.objects.open()
    yield Figure("laurel_service_clocks_open", "Service clocks that nobody has stopped", open_clocks.count())
    yield Figure("laurel_service_clocks_breached", "Of those, past their target", open_clocks.late().count())
