"""The no-ghost promise: what happens, and when, if the sponsor goes silent, said before anyone enters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bounties.challenges.balloting import has_jury
from bounties.challenges.formats import Step
from bounties.challenges.models import Challenge
from bounties.challenges.windows import arbiter_deadline, extended_deadline, review_deadline, review_seconds


@dataclass(frozen=True, slots=True)
class Promised:
    """One step: from when on, unless someone decides before, and what then happens."""

    at: datetime | None  # None: no date is set yet
    says: str


STEPS: dict[Step, tuple[str | Promise, Callable[[Challenge, datetime], datetime]]] = {
    Step.EXTENSION: (gettext_lazy("the time to decide is extended, once."), extended_deadline),
    Step.ARBITER: (gettext_lazy("an arbiter, who belongs to no side, gets the file."), arbiter_deadline),
    Step.QUEUE: (
        gettext_lazy("every entry that still waits {review} after it was received is with an arbiter, of no side."),
        arbiter_deadline,
    ),
}


Status = Challenge.Status
OVER = [
    *(Status.PROVISIONAL, Status.AWARDING, Status.COMPLETED, Status.NO_AWARD),
    *(Status.CANCELLED, Status.EXPIRED, Status.REJECTED),
]


def promises(challenge: Challenge) -> list[Promised]:
    """The steps from the deadline to decide on, in their order, each at its hour as things stand.

    Steps that were taken already are left out; the deadline in force is then `due_at`. Nothing once it is decided, or
    never will be: what is over is promised no more.
    """
    if challenge.phase in OVER:
        return []
    rules = challenge.rules
    at = _first_step(challenge)
    found = []
    for step in rules.ladder[challenge.ladder_step :]:
        says, deadline = STEPS[step]
        found.append(Promised(at, capfirst(str(says).format(review=_review_of(challenge)))))
        at = deadline(challenge, at) if at else None
    return [*found, Promised(at, capfirst(str(silence_of(challenge))))]


def _first_step(challenge: Challenge) -> datetime | None:
    """The deadline to decide; of a queue that still takes entries, that of one which would come at its very close."""
    if challenge.status == Status.JUDGING:
        return challenge.due_at
    if challenge.closes_at and challenge.rules.has_queue:
        return review_deadline(challenge, challenge.closes_at)
    return challenge.closes_at and challenge.judge_by


def _review_of(challenge: Challenge) -> str:
    """The time that an entry waits at most for those who review it, in the largest unit that is whole."""
    seconds = review_seconds(challenge.durations)
    span = timedelta(seconds=seconds)
    if span.seconds == 0:
        return ngettext("%(n)d day", "%(n)d days", span.days) % {"n": span.days}
    return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}


def silence_of(challenge: Challenge) -> str | Promise:
    """The silence rule as a sentence, for what the sponsor promised and whoever decides."""
    rules = challenge.rules
    if has_jury(challenge):
        return rules.silence_with_jury
    return rules.silence_up_to if challenge.guarantee == Challenge.Guarantee.UP_TO else rules.silence


def held_sentence(challenge: Challenge) -> str:
    """Where the money is meanwhile."""
    if not challenge.prize_total:
        return _("No money is promised here.")
    if challenge.is_public:
        return _("The whole prize money is held already, so nobody has to trust the sponsor.")
    return _("It opens only once the whole prize money is held.")
