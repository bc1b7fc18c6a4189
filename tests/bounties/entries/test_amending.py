"""What may still change once a challenge is public, and when it may be called off."""

from datetime import timedelta

import pytest

from bounties.awards import deciding
from bounties.awards.placing import Chosen
from bounties.challenges.models import Challenge
from bounties.challenges.stages import after
from bounties.challenges.terms import CriterionTerms, PrizeTerms
from bounties.entries import amending, cancelling, reconsenting
from bounties.entries.amending import NotExtendable, PrizesFixed
from bounties.entries.refusals import EntriesReceived
from bounties.errors import IllegalMove, InvalidInput, NotAllowed, OutOfDate
from payments.purses.models import Purse
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.entries.staged import make_staged, owner_of, reach_due
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.models import Event

pytestmark = pytest.mark.django_db
MATERIAL = [
    {"criteria": (CriterionTerms("Works", 100),)},
    {"ip_terms": "transfer"},
    {"statement": "Something else entirely."},
    {"eligibility": {"countries": ["NL"]}},
    {"title": "Another one"},
    {"appeal_seconds": 30},
]


def change(challenge: Challenge, **changes: object) -> Challenge:
    challenge.refresh_from_db()
    return amending.amend(
        challenge_id=challenge.pk, version=challenge.version, changes=changes, by=challenge.created_by
    )


def minutes(challenge: Challenge, number: int) -> dict[str, object]:
    challenge.refresh_from_db()
    assert challenge.closes_at
    return {"closes_at": challenge.closes_at + timedelta(minutes=number)}


def test_clarifying_is_free_even_after_entries_came():
    challenge = make_challenge(entries=1)
    before = challenge.terms_sha256
    changed = change(challenge, statement=f"{challenge.statement}\n\nClarified: indoors.", tags=("cold",))
    assert changed.statement.endswith("indoors.")
    assert changed.terms_sha256 != before
    assert not challenge.terms.latest("number").is_material


@pytest.mark.parametrize("changes", MATERIAL, ids=lambda changes: next(iter(changes)))
def test_a_material_change_is_barred_after_the_first_submitted_entry(changes):
    challenge = make_challenge()
    make_entry(challenge, submit=False)
    change(challenge, **changes)
    challenge = make_challenge(entries=1)
    with pytest.raises(EntriesReceived):
        change(challenge, **changes)


def test_an_earlier_close_is_barred_after_the_first_submitted_entry():
    challenge = make_challenge(entries=1)
    with pytest.raises(EntriesReceived):
        change(challenge, **minutes(challenge, -10))


def test_prizes_are_fixed_once_they_are_paid():
    challenge = make_challenge()
    with pytest.raises(PrizesFixed):
        change(challenge, prizes=(PrizeTerms(1, 200_000),))


def test_the_deadline_is_extended_at_most_twice():
    challenge = make_challenge(entries=1)
    change(challenge, **minutes(challenge, 10))
    challenge = change(challenge, **minutes(challenge, 10))
    assert challenge.due_at == challenge.closes_at
    with pytest.raises(NotExtendable):
        change(challenge, **minutes(challenge, 10))
    assert Event.objects.filter(name="challenge.extended").count() == 2


def test_elsewhere_than_locally_an_extension_is_told_a_day_before_the_close(settings):
    challenge = make_challenge()
    settings.LAUREL_LOCAL = False
    closes = challenge.closes_at
    assert closes
    longer = {"closes_at": closes + timedelta(days=3), "judge_by": closes + timedelta(days=9), "appeal_seconds": 86_400}
    with pytest.raises(NotExtendable):
        change(challenge, **longer)


def test_a_stale_version_amends_nothing():
    challenge = make_challenge()
    with pytest.raises(OutOfDate):
        amending.amend(challenge_id=challenge.pk, version=1, changes={"tags": ("x",)}, by=challenge.created_by)


def test_a_stranger_amends_and_cancels_nothing(stranger):
    challenge = make_challenge()
    with pytest.raises(NotAllowed):
        amending.amend(challenge_id=challenge.pk, version=challenge.version, changes={"tags": ("x",)}, by=stranger)
    with pytest.raises(NotAllowed):
        cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=stranger)


def test_without_entries_it_is_cancelled_and_its_purse_closed():
    challenge = make_challenge()
    cancelled = cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)
    assert (cancelled.status, cancelled.cancel_reason, cancelled.due_at) == ("cancelled", "client_request", None)
    deliver_all()
    assert Purse.objects.get(reference=str(challenge.pk)).status == "closed"


def test_an_expired_challenge_gives_its_purse_back():
    challenge = make_challenge()
    close(challenge)
    deliver_all()
    assert Purse.objects.get(reference=str(challenge.pk)).status == "closed"


def test_with_entries_it_is_not_cancelled():
    challenge = make_challenge(entries=1)
    with pytest.raises(EntriesReceived):
        cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)
    assert Challenge.objects.get(pk=challenge.pk).status == "open"


def test_a_reason_that_is_not_coded_is_refused():
    challenge = make_challenge()
    with pytest.raises(InvalidInput, match="client_request"):
        cancelling.cancel(challenge_id=challenge.pk, reason="boredom", by=challenge.created_by)


def test_what_is_over_is_not_cancelled():
    challenge = make_challenge()
    cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)
    with pytest.raises(IllegalMove):
        cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)


def test_nothing_changes_after_the_deadline():
    challenge = make_challenge(entries=1)
    move_clock(seconds=3602)
    with pytest.raises(InvalidInput, match="is past"):
        change(challenge, tags=("late",))


def test_who_did_not_pass_a_stage_is_waited_for_no_more_with_the_terms_of_the_next(moderator):
    first = make_staged(prizes=(PrizeTerms(1, 20_000, 1),))
    winner, _ = make_entry(first), make_entry(first)
    reach_due(first)
    amendment = reconsenting.propose(
        challenge_id=after(first).pk, changes={"statement": "Another."}, reason="It was wrong.", by=moderator
    )
    assert reconsenting.answer(amendment_id=amendment.pk, agrees=True, by=winner.entrant).status == "open"
    deciding.decide(challenge_id=first.pk, awards=[Chosen(winner.pk, 1, "It works.")], by=owner_of(first))
    deliver_all()
    reach_due(first)
    amendment.refresh_from_db()
    assert (first.status, amendment.status, after(first).statement) == ("awarding", "applied", "Another.")
