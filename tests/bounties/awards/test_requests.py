"""A request: sealed offers with a price at or under the ceiling, opened together, taken at that price or not at all."""

import re

import pytest

from bounties.awards import accepting, calling_off, confirming, deciding, laddering
from bounties.awards.models import Award, Decision
from bounties.awards.placing import Chosen
from bounties.awards.results import results_of
from bounties.canonical import sha256_of
from bounties.challenges import drafting
from bounties.challenges.problems import Incomplete
from bounties.challenges.promising import promises
from bounties.challenges.terms import CriterionTerms, PrizeTerms
from bounties.entries.models import Entry
from bounties.entries.pricing import AboveCeiling
from bounties.entries.submitting import canonical
from bounties.errors import InvalidInput
from bounties.judging import inviting
from bounties.judging.errors import NotInvitable
from payments.ledger.accounts import Kind, balance
from tests.bounties.building import make_challenge, make_entry, terms
from tests.bounties.conftest import make_sponsor, make_user
from tests.bounties.staging import Stage, close, enter, hold_purse, open_stage
from tests.clock import move_clock
from workers.clock import laurel_now

CEILING = 50_000
REQUEST = {"format": "request", "criteria": (), "guarantee": "up_to", "appeal_seconds": None, "currency": "gbp"}
PRICES = (42_000, 50_000, 39_900)


def request_stage(*, places: int = 1) -> Stage:
    """An open request whose budget is held."""
    return hold_purse(open_stage(prizes=[(1, CEILING, places)], **REQUEST))


@pytest.fixture
def stage(db) -> Stage:
    return request_stage()


@pytest.fixture
def opened(stage) -> Stage:
    """Three offers, opened."""
    for price in PRICES:
        enter(stage, make_user(country="GB"), price=price)
    return close(stage)


def take(stage: Stage, *numbers: int, reason: str = "", **more) -> None:
    awards = [Chosen(stage.entries[number].pk, 1, "The best for us.", **more) for number in numbers]
    deciding.decide(challenge_id=stage.challenge.pk, awards=awards, by=stage.owner, reason=reason)
    stage.reload()


def fetched(client, url: str) -> bytes:
    """What is answered, but for the number of the request."""
    return re.sub(rb'"request_id":"[^"]+"', b"", client.get(url).content)


def held(stage: Stage) -> int:
    return balance(Kind.PURSE, "gbp", str(stage.challenge.pk)).amount


def test_an_offer_above_the_ceiling_is_refused_with_both_amounts(stage):
    with pytest.raises(AboveCeiling, match=r"£500\.01 is above the ceiling of £500\.00"):
        enter(stage, make_user(country="GB"), price=CEILING + 1)


def test_an_offer_at_the_ceiling_is_received(stage):
    assert enter(stage, make_user(country="GB"), price=CEILING).versions.get().price == CEILING


def test_an_offer_too_small_to_be_paid_is_refused(stage):
    with pytest.raises(InvalidInput, match=r"£0\.30 or more"):
        enter(stage, make_user(country="GB"), price=29)


def test_an_offer_names_its_price(stage):
    with pytest.raises(InvalidInput, match="names its price"):
        enter(stage, make_user(country="GB"))


def test_an_entry_to_a_contest_names_none(db):
    with pytest.raises(InvalidInput, match="prizes are fixed"):
        make_entry(make_challenge(), price=100)


def test_the_price_is_part_of_the_receipt_and_only_of_an_offers(stage):
    version = enter(stage, make_user(country="GB"), price=PRICES[0]).versions.get()
    contests = make_entry(make_challenge()).versions.get()
    assert canonical(version)["price"] == PRICES[0]
    assert version.sha256 == sha256_of(canonical(version))
    assert "price" not in canonical(contests)


def test_before_the_deadline_not_even_the_buyer_learns_of_an_offer(stage, client_of):
    buyer, path = client_of(stage.owner), f"/api/v1/challenges/{stage.challenge.pk}"
    seen = [path, f"{path}/timeline", f"{path}/entries", f"{path}/judging", f"{path}/results", f"{path}/ranking"]
    before = [fetched(buyer, url) for url in seen]
    enter(stage, make_user(country="GB"), price=PRICES[0])
    assert [fetched(buyer, url) for url in seen] == before
    assert buyer.get(f"{path}/judging").status_code == 409


def test_at_the_deadline_the_buyer_reads_all_by_alias_with_prices(opened, client_of):
    path = f"/api/v1/challenges/{opened.challenge.pk}/judging"
    rows = client_of(opened.owner).get(path).json()["results"]
    prices = {str(entry.pk): price for entry, price in zip(opened.entries, PRICES, strict=True)}
    assert {row["id"]: row["price"] for row in rows} == {
        key: {"amount": price, "currency": "gbp"} for key, price in prices.items()
    }
    assert [row["alias"] for row in rows] == sorted(row["alias"] for row in rows)
    assert client_of(opened.entries[0].entrant).get(path).status_code == 403


def test_an_offer_is_taken_at_its_price_and_the_rest_goes_back(opened):
    take(opened, 2)
    award = Award.objects.get()
    assert (award.amount, award.status) == (39_900, "offered")
    accepting.accept(award_id=award.pk, by=opened.entries[2].entrant)
    confirming.confirm_due()
    assert opened.status() == "awarding"
    assert held(opened) == CEILING  # the rest goes back with the last payment


def test_another_price_than_the_offered_is_refused(opened):
    with pytest.raises(InvalidInput, match=r"its price, £399\.00"):
        take(opened, 2, amount=30_000)


def test_as_many_are_taken_as_there_are_places_at_most(db):
    stage = request_stage(places=2)
    for price in PRICES:
        enter(stage, make_user(country="GB"), price=price)
    close(stage)
    with pytest.raises(InvalidInput, match="none left"):
        take(stage, 0, 1, 2)
    take(stage, 0, 2)
    assert sorted(Award.objects.values_list("amount", flat=True)) == [39_900, 42_000]


def test_to_take_none_needs_a_reason_and_sends_everything_back(opened):
    with pytest.raises(InvalidInput, match="why you take none"):
        take(opened)
    take(opened, reason="All too far away.")
    assert (opened.challenge.status, held(opened)) == ("no_award", 0)
    told = results_of(opened.challenge, opened.entries[0].entrant)
    assert (told.rule, told.reason) == ("none_taken", "All too far away.")


def test_the_buyers_silence_lets_every_offer_lapse(opened):
    (promised,) = promises(opened.challenge)
    assert promised.says == "Every offer lapses, and the whole budget goes back to the buyer."
    move_clock(seconds=(promised.at - laurel_now()).total_seconds() + 1)
    laddering.climb_due()
    assert (opened.status(), held(opened)) == ("no_award", 0)
    assert Decision.objects.get().rule == "offers_lapsed"
    assert set(Entry.objects.values_list("status", flat=True)) == {"not_selected"}


def test_nobody_learns_what_others_asked_for(opened):
    take(opened, 2)
    confirming.confirm_due()
    winner, loser = opened.entries[2].entrant, opened.entries[0].entrant
    assert [award.amount for award in results_of(opened.reload(), winner).awards] == [39_900]
    assert list(results_of(opened.challenge, loser).awards) == []
    assert [award.amount for award in results_of(opened.challenge, opened.owner).awards] == [39_900]


def test_calling_off_shows_the_buyer_no_offer(stage, client_of):
    enter(stage, make_user(country="GB"), price=PRICES[0])
    calling_off.call_off(challenge_id=stage.challenge.pk, reason="client_request", by=stage.owner)
    assert (stage.status(), held(stage)) == ("cancelled", 0)
    path = f"/api/v1/challenges/{stage.challenge.pk}/judging"
    assert client_of(stage.owner).get(path).status_code == 409


def test_a_request_has_no_panel(stage):
    with pytest.raises(NotInvitable, match="no panel"):
        inviting.invite(challenge_id=stage.challenge.pk, email=make_user().email, by=stage.owner)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("criteria", {"criteria": (CriterionTerms("Works", 100),)}),
        ("prizes", {"prizes": (PrizeTerms(1, 50_000), PrizeTerms(2, 20_000))}),
        ("guarantee", {"guarantee": "guaranteed"}),
        ("kill_fee_bp", {"kill_fee_bp": 1_000}),
    ],
)
def test_a_request_has_one_budget_and_no_more(db, field, wrong):
    owner = make_user()
    said = REQUEST | {"prizes": (PrizeTerms(1, CEILING),)} | wrong
    with pytest.raises(Incomplete) as refusal:
        drafting.create(sponsor_id=make_sponsor(owner).pk, terms=terms(**said), by=owner)
    assert list(refusal.value.errors) == [field]


def test_a_request_says_up_to_by_itself(db, client_of):
    owner = make_user()
    body = {"sponsor": str(make_sponsor(owner).pk), "format": "request", "title": "A bike", "currency": "gbp"}
    draft = client_of(owner).post("/api/v1/challenges", body, format="json").json()
    assert (draft["guarantee"], draft["kill_fee_bp"], draft["appeal_seconds"]) == ("up_to", 0, 0)
