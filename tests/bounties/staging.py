"""A prize challenge brought to the stage that a test of judging or awards needs, with its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from bounties.accounts.models import Sponsor, User
from bounties.challenges.models import Challenge, Criterion
from bounties.challenges.terms import CriterionTerms, PrizeTerms
from bounties.entries import submitting
from bounties.entries.models import Entry
from bounties.judging import inviting, scoring
from bounties.judging.models import Scorecard
from bounties.judging.scoring import Given
from payments.money import Money
from payments.purses import opening
from payments.purses.fees import platform_fee
from payments.purses.models import Contribution, Purse
from payments.purses.settling import settle_charge
from tests.bounties.building import close as close_challenge
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_user
from workers.clock import laurel_now

OPEN_FOR = timedelta(hours=1)
JUDGING = timedelta(days=10)
APPEAL = timedelta(hours=72)


@dataclass
class Stage:
    """A challenge, its sponsor's owner, and its entries in the order in which they came."""

    challenge: Challenge
    owner: User
    sponsor: Sponsor
    entries: list[Entry]
    judges: list[User]

    @property
    def criteria(self) -> list[Criterion]:
        """The rubric by priority."""
        return list(self.challenge.criteria.order_by("priority"))

    def reload(self) -> Challenge:
        """The challenge as it is now."""
        self.challenge = Challenge.objects.get(pk=self.challenge.pk)
        return self.challenge

    def status(self) -> str:
        """What the challenge is now."""
        return self.reload().status

    def give(self, entry: Entry, judge: User, *points: float, submit: bool = True, **more: Any) -> Scorecard:
        """The judge's points of this entry by the criteria's priority; one value serves for all."""
        values = points * len(self.criteria) if len(points) == 1 else points
        scores = [
            Given(criterion.pk, Decimal(str(value)), "Because it does what the rubric asks.")
            for criterion, value in zip(self.criteria, values, strict=True)
        ]
        return scoring.score(entry_id=entry.pk, by=judge, conflict=False, scores=scores, submit=submit, **more)

    def pass_deadline(self) -> None:
        """Let the challenge close."""
        close(self)

    def enter_as(self, solver: User, entry_id: UUID, **draft: Any) -> Entry:
        """A submitted entry whose random id the test has drawn."""
        self.start_as(solver, entry_id, **draft)
        submitting.submit(entry_id=entry_id, by=solver)
        self.entries.append(Entry.objects.get(pk=entry_id))
        return self.entries[-1]

    def start_as(self, solver: User, entry_id: UUID, **draft: Any) -> Entry:
        """The same, not submitted yet."""
        entry = make_entry(self.challenge, solver, submit=False, **draft)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("UPDATE entries_teamshare SET entry_id = %s WHERE entry_id = %s", [entry_id, entry.pk])
            cursor.execute("UPDATE entries_entry SET id = %s WHERE id = %s", [entry_id, entry.pk])
        return Entry.objects.get(pk=entry_id)

    def recuse(self, entry: Entry, judge: User) -> Scorecard:
        """The judge states a conflict of interest."""
        return scoring.score(entry_id=entry.pk, by=judge, conflict=True)

    def judge_all(self, *points: float) -> None:
        """Every judge gives the entries these points, in their order."""
        for judge in self.judges:
            for entry, given in zip(self.entries, points, strict=True):
                self.give(entry, judge, given)

    def seat(self, judge: User, *, is_chair: bool = False) -> User:
        """Invite and accept."""
        judgeship = inviting.invite(challenge_id=self.challenge.pk, email=judge.email, by=self.owner, is_chair=is_chair)
        inviting.accept(judgeship_id=judgeship.pk, by=judge)
        self.judges.append(judge)
        return judge


def open_stage(*, prizes: Sequence[tuple[int, int, int]] = ((1, 100_000, 1), (2, 50_000, 1)), **terms: Any) -> Stage:
    """An open challenge without entries; prizes are (rank, amount, count)."""
    owner = make_user()
    sponsor = make_sponsor(owner)
    now = laurel_now()
    fields = {
        "prizes": tuple(PrizeTerms(*prize) for prize in prizes),
        "criteria": (CriterionTerms("Works", 60), CriterionTerms("Can be explained", 40)),
        "closes_at": now + OPEN_FOR,
        "judge_by": now + OPEN_FOR + JUDGING,
        "appeal_seconds": int(APPEAL.total_seconds()),
        "durations": {"extension": 86_400, "arbiter": 172_800, "offer": 864_000},
    }
    return Stage(make_challenge(sponsor=sponsor, **fields | terms), owner, sponsor, [], [])


def enter(stage: Stage, solver: User, **draft: Any) -> Entry:
    """A submitted entry."""
    entry = make_entry(stage.challenge, solver, **draft)
    stage.entries.append(entry)
    return entry


def close(stage: Stage) -> Stage:
    """Let the deadline pass."""
    close_challenge(stage.challenge)
    assert stage.status() in {"judging", "expired"}
    return stage


def judging_stage(*, entries: int = 3, judges: int = 2, **terms: Any) -> Stage:
    """A closed challenge with entries and independent judges."""
    stage = open_stage(**terms)
    for _ in range(entries):
        enter(stage, make_user())
    for _ in range(judges):
        stage.seat(make_user())
    return close(stage)


def hold_purse(stage: Stage) -> Stage:
    """The whole prize money settled in the ledger, as if Stripe had told of the charge."""
    challenge = stage.challenge
    target = Money(challenge.prize_total, challenge.currency)
    reference = str(challenge.pk)
    purse = opening.open_purse(reference=reference, label=challenge.title, currency=target.currency, target=target)
    Purse.objects.filter(pk=purse.pk).update(status=Purse.Status.FUNDING)
    fee = platform_fee(target).amount
    contribution = Contribution.objects.create(
        purse=purse,
        payer_reference=str(stage.sponsor.pk),
        payer=stage.owner,
        amount=target.amount,
        platform_fee=fee,
        client_key=reference,
        request={},
    )
    gross = target.amount + fee
    movement = {"currency": target.currency, "fee": 100, "net": gross - 100, "amount": gross}
    settle_charge(
        contribution_id=str(contribution.pk),
        charge={"id": f"ch_{reference}", "amount": gross, "balance_transaction": movement},
    )
    return stage
