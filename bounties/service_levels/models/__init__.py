"""Plans, calendars, and the clocks that run under them."""

from bounties.service_levels.models.calendars import Calendar, DayOff, OpeningHours
from bounties.service_levels.models.clocks import STOPPED, ClockStatus, ServiceClock
from bounties.service_levels.models.plans import Choice, Measure, Plan, Target

__all__ = [
    "STOPPED",
    "Calendar",
    "Choice",
    "ClockStatus",
    "DayOff",
    "Measure",
    "OpeningHours",
    "Plan",
    "ServiceClock",
    "Target",
]
