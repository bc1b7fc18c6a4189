"""The stage of a rehearsal: the challenge, its people, and a clock that goes from appointment to appointment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bounties.accounts.models import User
from bounties.awards import accepting, confirming, laddering, overdue
from bounties.awards.models import Award
from bounties.challenges import publishing
from bounties.challenges.models import Challenge
from bounties.entries import closing, gates, screening
from bounties.entries.models import Screening
from bounties.judging import leasing
from bounties.rehearsals import post
from bounties.rehearsals.crew import Crew
from workers.clock import LaurelNow, laurel_now, look_ahead

MOMENT = timedelta(milliseconds=1)
MOST_APPOINTMENTS = 200


def close(challenge_id: UUID) -> None:
    """Its deadline, and nobody else's."""
    closing.close_batch(Challenge.objects.due().filter(pk=challenge_id, status=Challenge.Status.OPEN))


def settle_screenings(challenge_id: UUID) -> None:
    """Its entries that nobody screened or mended in time."""
    due = Screening.objects.filter(entry__challenge=challenge_id, due_at__lte=LaurelNow())
    for entry_id in due.values_list("entry_id", flat=True):
        screening.settle_one(entry_id)


def end_papers(challenge_id: UUID) -> None:
    """Its awards whose winners had time enough for what is asked of them."""
    for award in Award.objects.due().filter(challenge=challenge_id, status=Award.Status.VERIFYING):
        overdue.end(award_id=award.pk)


def forfeit(challenge_id: UUID) -> None:
    """Its offers that nobody took."""
    for award in Award.objects.due().filter(challenge=challenge_id, status=Award.Status.OFFERED):
        accepting.forfeit(award_id=award.pk)


# What the ticks do for everyone, for one challenge alone: a rehearsal touches no other.
BY_THE_CLOCK: list[Callable[[UUID], object]] = [
    lambda key: publishing.open_due(only=key),
    lambda key: gates.settle(challenge_id=key),
    close,
    settle_screenings,
    lambda key: leasing.advance(challenge_id=key),
    lambda key: laddering.climb(challenge_id=key),
    lambda key: confirming.confirm(challenge_id=key),
    forfeit,
    end_papers,
]


@dataclass(slots=True)
class Stage:
    """One rehearsed life."""

    challenge_id: UUID
    owner: User  # who rehearses; acts for the sponsor
    crew: Crew
    ahead: timedelta = timedelta(0)  # of the clock

    def challenge(self) -> Challenge:
        """As it is now."""
        return Challenge.objects.get(pk=self.challenge_id)

    def settle(self) -> None:
        """Let everything happen that is due by now."""
        post.run_due(self.challenge_id)
        for act in BY_THE_CLOCK:
            act(self.challenge_id)
        post.run_due(self.challenge_id)

    def play_until(self, *statuses: str) -> Challenge:
        """Let time pass, from one appointment to the next, until it is in one of these; or until nothing waits."""
        self.settle()
        for _ in range(MOST_APPOINTMENTS):
            challenge = self.challenge()
            appointment = self._next_appointment(challenge)
            if challenge.status in statuses or appointment is None:
                break
            self.go_on_to(appointment)
            self.settle()
        return self.challenge()

    def reach(self, moment: datetime) -> None:
        """Let the clock come so far, and what is due happen."""
        self.go_on_to(moment)
        self.settle()

    def _next_appointment(self, challenge: Challenge) -> datetime | None:
        offers = Award.objects.filter(challenge=challenge, due_at__isnull=False).values_list("due_at", flat=True)
        screenings = Screening.objects.filter(entry__challenge=challenge).values_list("due_at", flat=True)
        queued = challenge.entries.filter(due_at__isnull=False).values_list("due_at", flat=True)
        ahead = [challenge.due_at, post.next_due(challenge.pk), *offers, *screenings, *queued]
        return min((moment for moment in ahead if moment), default=None)

    def go_on_to(self, moment: datetime) -> None:
        """The clock only ever goes forward."""
        if (missing := moment - laurel_now()) > timedelta(0):
            self.ahead += missing + MOMENT
            look_ahead(self.ahead)
