"""What the platform allows a sponsor to set. The local stack allows seconds, so that a whole life can be watched."""

from dataclasses import dataclass, field, replace

from django.conf import settings

MINUTE, HOUR, DAY = 60, 3600, 86_400
MOST_PRIZES, MOST_CRITERIA, MOST_TAGS = 50, 20, 10
MOST_AWARDS = 500  # places in all
LARGEST_PRIZE = 100_000_000_00  # minor units; what a draft may say
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TAG, LONGEST_LABEL, LONGEST_CRITERION = 160, 500, 40, 80, 120
LONGEST_GUIDANCE, LONGEST_IP_TEXT = 5_000, 20_000  # bytes in UTF-8
MOST_EXTENSIONS = 2
UNPAID_SECONDS = 14 * DAY
OPENING_GRACE_SECONDS = 10 * MINUTE  # an opening that has just passed means "at once"
APPEAL_SECONDS, SMALL_APPEAL_SECONDS, SMALL_PURSE = 72 * HOUR, 24 * HOUR, 50_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Shortest and longest spans, in seconds."""

    window: tuple[int, int] = (DAY, 730 * DAY)  # from opening to close
    judging: tuple[int, int] = (DAY, 365 * DAY)  # from close to judge_by
    appeal: tuple[int, int] = (DAY, 30 * DAY)
    extension_notice: int = DAY  # an extension is told at least so long before the close
    durations: dict[str, tuple[int, int]] = field(
        default_factory=lambda: {
            "screening": (HOUR, 30 * DAY),
            "cure": (HOUR, 14 * DAY),
            "answer": (DAY, 14 * DAY),
            "contest": (DAY, 14 * DAY),
            "audit": (HOUR, 7 * DAY),
            "jury": (HOUR, 30 * DAY),
            "extension": (HOUR, 30 * DAY),
            "arbiter": (DAY, 30 * DAY),
            "offer": (3 * DAY, 60 * DAY),
            "invitation": (DAY, 30 * DAY),  # to judge
            "lease": (3 * DAY, 7 * DAY),  # for whoever reviews an entry of a queue
            "review": (3 * DAY, 60 * DAY),  # of a queue: from an entry's receipt until it is the arbiter's
            "verifying": (DAY, 60 * DAY),
            "half_life": (HOUR, 365 * DAY),  # of a vote for an idea
            "reply": (DAY, 90 * DAY),  # until an idea under review is answered
        }
    )


PLATFORM = Limits()
LOCAL = replace(
    PLATFORM,
    window=(1, PLATFORM.window[1]),
    judging=(1, PLATFORM.judging[1]),
    appeal=(1, PLATFORM.appeal[1]),
    extension_notice=1,
    durations={name: (1, longest) for name, (_, longest) in PLATFORM.durations.items()},
)


def limits() -> Limits:
    """Those of this deployment."""
    return LOCAL if settings.LAUREL_LOCAL else PLATFORM
