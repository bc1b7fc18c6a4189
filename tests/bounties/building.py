"""Challenges and entries for tests, walked through the services to the status that a test needs."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from bounties.accounts.models import Sponsor, User
from bounties.challenges import drafting, funding, publishing, reviewing
from bounties.challenges.models import Challenge
from bounties.challenges.terms import ChallengeTerms, CriterionTerms, PrizeTerms
from bounties.entries import closing, entering, submitting
from bounties.entries.entering import Changes
from bounties.entries.models import Entry
from bounties.entries.sharing import Offer
from tests.bounties.conftest import make_sponsor, make_staff, make_user
from tests.clock import move_clock
from workers.clock import laurel_now

NUMBERS = count(1)
Status = Challenge.Status
WAY = [Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.FUNDING, Status.OPEN, Status.JUDGING]
OPEN_SECONDS = JUDGING_SECONDS = 3600


def terms(**changes: Any) -> ChallengeTerms:
    """Complete terms of a challenge that opens at once, for an hour; times are by the database's clock."""
    now = laurel_now()
    fields = {
        "format": "prize",
        "title": f"Which pallet spoils first? {next(NUMBERS)}",
        "summary": "Tell an hour ahead which pallet will spoil.",
        "statement": "Our cold stores warm up **unevenly**.",
        "currency": "usd",
        "prizes": (PrizeTerms(1, 100_000), PrizeTerms(2, 20_000, 2, "Second places")),
        "criteria": (CriterionTerms("Works", 60), CriterionTerms("Can be explained", 40)),
        "ip_terms": "licence",
        "opens_at": now - timedelta(seconds=1),
        "closes_at": now + timedelta(seconds=OPEN_SECONDS),
        "judge_by": now + timedelta(seconds=OPEN_SECONDS + JUDGING_SECONDS),
        "appeal_seconds": 60,
    }
    return ChallengeTerms(**(fields | changes))


def make_challenge(
    status: str = "open", *, sponsor: Sponsor | None = None, entries: int = 0, **changes: Any
) -> Challenge:
    """A challenge in this status, with so many submitted entries; `changes` are fields of its terms.

    `scheduled` opens in half an hour. `judging` moves the clock behind the deadline. The purse itself stays empty:
    where money matters, fund it through payments.
    """
    sponsor = sponsor or make_sponsor(make_user(), f"Acme {next(NUMBERS)}")
    if status == Status.SCHEDULED:
        changes = {"opens_at": laurel_now() + timedelta(minutes=30)} | changes
    owner = sponsor.memberships.get(role="owner").user
    challenge = drafting.create(sponsor_id=sponsor.pk, terms=terms(**changes), by=owner)
    wanted = WAY.index(Status.OPEN if status == Status.SCHEDULED else Status(status))
    for step, walk in enumerate(STEPS, start=1):
        if step <= wanted:
            walk(challenge, owner)
    if entries or status == Status.JUDGING:
        challenge.refresh_from_db()
        for _ in range(entries or 1):
            make_entry(challenge)
    if status == Status.JUDGING:
        close(challenge)
    challenge.refresh_from_db()
    return challenge


def make_entry(
    challenge: Challenge, by: User | None = None, *, submit: bool = True, team: Sequence[Offer] = (), **draft: Any
) -> Entry:
    """An entry, submitted unless the test says otherwise."""
    by = by or make_user()
    text = {"title": f"Slope before level {next(NUMBERS)}", "body": "The slope of two sensors."} | draft
    entry = entering.start(challenge_id=challenge.pk, draft=Changes(**text, accept_terms=True, team=team), by=by)
    if submit:
        submitting.submit(entry_id=entry.pk, by=by)
    entry.refresh_from_db()
    return entry


def close(challenge: Challenge) -> None:
    """Let the deadline pass and the workers act on it."""
    challenge.refresh_from_db()
    assert challenge.closes_at is not None
    move_clock(seconds=(challenge.closes_at - laurel_now()).total_seconds() + 0.01)
    closing.close_due()
    challenge.refresh_from_db()


def _submit(challenge: Challenge, owner: User) -> None:
    reviewing.submit(challenge_id=challenge.pk, by=owner)


def _approve(challenge: Challenge, owner: User) -> None:
    reviewing.approve(challenge_id=challenge.pk, by=make_staff("moderator"))


def _begin_funding(challenge: Challenge, owner: User) -> None:
    if not challenge.prize_total:
        return
    funding.open_purse(challenge_id=challenge.pk, client_key=f"test-{challenge.pk}", by=owner)


def _confirm_funding(challenge: Challenge, owner: User) -> None:
    if not challenge.prize_total:
        publishing.open_due(only=challenge.pk)
        return
    funding.confirm(challenge_id=challenge.pk)


STEPS = [_submit, _approve, _begin_funding, _confirm_funding]
