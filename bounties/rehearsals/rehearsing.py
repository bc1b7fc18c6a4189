"""The service: play a draft's whole life in one transaction that is always rolled back, and tell what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.awards.models import Award
from bounties.awards.naming import name_winners
from bounties.challenges import drafting, funding, policies, reviewing
from bounties.challenges.models import UNSUBMITTED, Challenge
from bounties.challenges.stages import stages_of
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
    """One award, in minor units, to whom, and in which stage."""

    to: str
    rank: int
    amount: int
    status: str
    stage: int


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
        raise InvalidInput(
            _("{entries} is outside of 0 to {most} made-up entries."),
            field="entries",
            entries=entries,
            most=len(LETTERS),
        )
    with rehearsal():
        _be_brief()
        challenge = drafting.lock(challenge_id)
        policies.require_editor(challenge, by)
        if challenge.status not in UNSUBMITTED:
            raise NotRehearsable(
                _("A challenge that is “{status}” lives already. Copy it to rehearse it."),
                status=challenge.get_status_display(),
            )
        crew = make_up(challenge, solvers=entries)
        stage = Stage(challenge.pk, by, crew)
        _play(stage, ending)
        return _told(stage, ending)


def _play(stage: Stage, ending: Ending) -> None:
    """Every stage of a staged prize; elsewhere there is only one."""
    _publish(stage)
    for one in stages_of(stage.challenge()):
        stage.challenge_id = one.pk
        if stage.play_until(Status.OPEN, *OVER).status == Status.OPEN:
            _play_one(stage, ending)


def _play_one(stage: Stage, ending: Ending) -> None:
    before, after = scripts.script_of(stage.challenge())
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
    scripts.give_papers(stage)
    stage.settle()


def _publish(stage: Stage) -> None:
    """Submitted, approved, and paid for in thought: no money moves, not even in the ledger."""
    reviewing.submit(challenge_id=stage.challenge_id, by=stage.owner)
    if stage.challenge().status == Status.IN_REVIEW:  # where moderation is off, it approved itself
        reviewing.approve(challenge_id=stage.challenge_id, by=stage.crew.moderator)
    for one in reversed(stages_of(stage.challenge())):
        post.run_due(one.pk)
        if one.prize_total:
            _pay(drafting.lock(one.pk), stage.owner)


def _pay(challenge: Challenge, owner: User) -> None:
    total = Money(challenge.prize_total, challenge.currency)
    opening.open_purse(reference=str(challenge.pk), label=challenge.title, currency=total.currency, target=total)
    if challenge.status == Status.APPROVED:
        funding.begin(challenge, by=owner)
    funding.publish(challenge)


def _told(stage: Stage, ending: Ending) -> Rehearsed:
    found, crew = stages_of(stage.challenge()), stage.crew
    for one in found:
        name_winners(challenge=one)
    awards = Award.objects.filter(challenge__in=found).live().select_related("entry__entrant", "challenge")
    pays = [
        WouldPay(crew.name_of(one.entry.entrant), one.rank, one.amount, one.status, one.challenge.stage)
        for one in awards.order_by("challenge__stage", "rank", "slot")
    ]
    totals = [Money(one.prize_total, one.currency) for one in found]
    happened = [happening for one in found for happening in post.happenings(one.pk, crew)]
    return Rehearsed(
        ending=ending,
        status=found[-1].status,
        currency=found[-1].currency,
        charged=sum((total + platform_fee(total)).amount for total in totals if total.amount),
        awards=pays,
        returned=sum(total.amount for total in totals) - sum(one.amount for one in pays),
        happenings=sorted(happened, key=lambda one: one.at),
        messages=[message for one in found for message in post.messages(one.pk, crew)],
    )


def _be_brief() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {LONGEST_MS}")
