"""The service: play a draft's whole life in one transaction that is always rolled back, and tell what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection

from bounties.accounts.models import User
from bounties.awards.models import Award
from bounties.awards.naming import name_winners
from bounties.challenges import drafting, funding, policies, reviewing
from bounties.challenges.models import UNSUBMITTED, Challenge
from bounties.errors import BountyError, InvalidInput
from bounties.rehearsals import post, scripts
from bounties.rehearsals.crew import LETTERS, make_up
from bounties.rehearsals.post import Happening, Message
from bounties.rehearsals.stage import Stage
from payments.money import Money
from payments.purses import opening
from payments.purses.fees import platform_fee
from workers.clock import rehearsal

Status = Challenge.Status
OVER = [Status.AWARDING, Status.COMPLETED, Status.NO_AWARD, Status.EXPIRED, Status.CANCELLED]
LONGEST_MS = 20_000  # of one statement: a rehearsal never holds up the house


class NotRehearsable(BountyError):
    """It has left its drawer: there is nothing to rehearse any more."""

    code = "not_rehearsable"


class Ending(StrEnum):
    """Who decides: made-up people, or nobody, so that the no-ghost ladder is seen."""

    PEOPLE = "people"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class WouldPay:
    """One award, in minor units, and to whom."""

    to: str
    rank: int
    amount: int
    status: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a life would be like. Amounts in minor units of the currency."""

    ending: Ending
    status: str
    currency: str
    charged: int  # prize and platform fee
    awards: Sequence[WouldPay]
    returned: int  # of the prize, to the sponsor
    happenings: Sequence[Happening]
    messages: Sequence[Message]


def rehearse(*, challenge_id: UUID, ending: Ending, entries: int, by: User) -> Rehearsed:
    """Play it, with so many made-up entries (0 to 10). Nothing of it stays, nothing is sent, nothing is paid.

    Raises NotAllowed, NotRehearsable, InvalidInput, or Incomplete with all that the draft still lacks.
    """
    if not 0 <= entries <= len(LETTERS):
        raise InvalidInput(f"{entries} is outside of 0 to {len(LETTERS)} made-up entries.", field="entries")
    with rehearsal():
        _be_brief()
        challenge = drafting.lock(challenge_id)
        policies.require_editor(challenge, by)
        if challenge.status not in UNSUBMITTED:
            raise NotRehearsable(f"A challenge that is {challenge.status} lives already. Copy it to rehearse it.")
        crew = make_up(challenge, solvers=entries)
        stage = Stage(challenge.pk, by, crew)
        _play(stage, ending)
        return _told(stage, ending)


def _play(stage: Stage, ending: Ending) -> None:
    before, after = scripts.script_of(stage.challenge())
    _publish(stage)
    if ending == Ending.PEOPLE:
        before(stage)
    scripts.enter(stage)
    challenge = stage.challenge()
    if not challenge.rules.is_rolling:
        challenge = stage.play_until(Status.JUDGING, *OVER)
    if ending == Ending.PEOPLE and challenge.status not in OVER:
        after(stage)
    elif ending == Ending.SILENCE:
        scripts.act_as_staff(stage)
    stage.play_until(*OVER)
    scripts.take_awards(stage)
    stage.settle()


def _publish(stage: Stage) -> None:
    """Submitted, approved, and paid for in thought: no money moves, not even in the ledger."""
    reviewing.submit(challenge_id=stage.challenge_id, by=stage.owner)
    if stage.challenge().status == Status.IN_REVIEW:  # where moderation is off, it approved itself
        reviewing.approve(challenge_id=stage.challenge_id, by=stage.crew.moderator)
    post.run_due(stage.challenge_id)
    challenge = drafting.lock(stage.challenge_id)
    total = Money(challenge.prize_total, challenge.currency)
    opening.open_purse(reference=str(challenge.pk), label=challenge.title, currency=total.currency, target=total)
    if challenge.status == Status.APPROVED:
        funding.begin(challenge, by=stage.owner)
    funding.publish(challenge)
    stage.play_until(Status.OPEN, *OVER)


def _told(stage: Stage, ending: Ending) -> Rehearsed:
    challenge, crew = stage.challenge(), stage.crew
    name_winners(challenge=challenge)
    awards = Award.objects.filter(challenge=challenge).live().select_related("entry__entrant").order_by("rank", "slot")
    pays = [WouldPay(crew.name_of(one.entry.entrant), one.rank, one.amount, one.status) for one in awards]
    total = Money(challenge.prize_total, challenge.currency)
    return Rehearsed(
        ending=ending,
        status=challenge.status,
        currency=challenge.currency,
        charged=(total + platform_fee(total)).amount if total.amount else 0,
        awards=pays,
        returned=total.amount - sum(one.amount for one in pays),
        happenings=post.happenings(challenge.pk, crew),
        messages=post.messages(challenge.pk, crew),
    )


def _be_brief() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {LONGEST_MS}")
