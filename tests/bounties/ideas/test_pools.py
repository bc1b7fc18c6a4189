"""How a board ends: a pool is given away or goes back, and a board without one has run its course."""

import pytest

from bounties.awards.models import Award, Decision
from bounties.challenges import funding, reviewing
from bounties.challenges.problems import Incomplete
from bounties.errors import InvalidInput
from bounties.ideas import merging
from bounties.ideas.errors import IdeaMerged
from bounties.judging.errors import NotJudging
from bounties.notifications.models import Notification
from payments.purses.models import Purse, Refund
from tests.bounties.awards.conftest import decide
from tests.bounties.awards.recounting import bundle_of, faults
from tests.bounties.awards.test_laddering import climb
from tests.bounties.building import make_challenge, terms
from tests.bounties.conftest import make_staff
from tests.bounties.ideas.conftest import board_stage
from tests.bounties.staging import close, hold_purse
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event

POOL = 10_000


def closed(**more):
    """With a pool of two places that is held, and two ideas."""
    return close(hold_purse(board_stage(pool=POOL, **more)))


def test_the_sponsor_gives_what_it_likes_and_winners_need_not_wait_for_appeals(db):
    stage = closed()
    decide(stage, [(1, 1)])
    assert Decision.objects.get().rule == "sponsor"
    award = Award.objects.get()
    assert (award.entry_id, award.amount, award.status) == (stage.entries[1].pk, POOL, "offered")


def test_who_gives_nothing_says_why(db):
    stage = closed()
    with pytest.raises(InvalidInput):
        decide(stage, [])


def test_an_undecided_pool_goes_back_whole(db):
    stage = closed()
    assert climb(stage).status == "no_award"
    assert Decision.objects.get().rule == "pool_returned"
    assert Refund.objects.get().amount == 2 * POOL


def test_what_was_merged_into_another_wins_nothing(db):
    stage = closed()
    first, second = stage.entries
    merging.merge(entry_id=first.pk, into=second.pk, note="The same.", by=stage.owner)
    with pytest.raises(IdeaMerged):
        decide(stage, [(0, 1)])
    decide(stage, [(1, 1)])


def test_a_board_without_a_pool_opens_at_its_hour_and_nobody_pays(db):
    challenge = make_challenge(format="ideas", guarantee="up_to", prizes=(), criteria=())
    names = list(Event.objects.filter(root=str(challenge.pk)).order_by("id").values_list("name", flat=True))
    assert names[-3:] == ["challenge.approved", "challenge.scheduled", "challenge.opened"]
    assert not Purse.objects.exists()
    with pytest.raises(funding.AlreadyFunded):
        funding.open_purse(
            challenge_id=challenge.pk, client_key="k", by=challenge.sponsor.memberships.get(role="owner").user
        )


def test_a_board_without_a_pool_completes_at_its_hour(db, client):
    stage = close(board_stage())
    with pytest.raises(NotJudging):
        decide(stage, [])
    deliver_all()
    assert climb(stage).status == "completed"
    deliver_all()
    assert client.get(f"/api/v1/challenges/{stage.challenge.pk}/results").json()["rule"] == "no_pool"
    assert faults(bundle_of(stage)) == {}
    told = {row.body for row in Notification.objects.filter(challenge=stage.challenge)}
    assert not [body for body in told if "prize" in body.lower() or "goes back" in body or "decision is due" in body]


@pytest.mark.parametrize("given", [[(0, 1), (1, 2)], None])
def test_the_signed_result_of_a_pool_can_be_recounted(db, given):
    stage = closed()
    if given:
        decide(stage, given)
    else:
        climb(stage)
    assert faults(bundle_of(stage)) == {}


def test_a_board_without_ideas_expires(db):
    stage = board_stage(ideas=0)
    close(stage)
    deliver_all()
    assert stage.status() == "expired"
    (told,) = Notification.objects.filter(kind="challenge.expired")
    assert "Prize" not in told.body


def test_many_cannot_pay_for_nothing(db):
    now = laurel_now()
    with pytest.raises(Incomplete) as refusal:
        make_challenge(
            format="ideas",
            guarantee="up_to",
            prizes=(),
            criteria=(),
            funding_mode="crowd",
            funding_ends_at=terms().closes_at - (terms().closes_at - now) / 2,
            minimum_contribution=1_000,
        )
    assert "funding" in refusal.value.errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"threshold": 0}, "threshold"),
        ({"durations": {"half_life": 7}}, "durations"),
        ({"guarantee": "guaranteed"}, "guarantee"),
        ({"screening": True}, "screening"),
        ({"format": "prize", "threshold": 5, "guarantee": "guaranteed"}, "threshold"),
    ],
)
def test_terms_that_a_board_cannot_have_are_refused(db, changes, field):
    given = {"format": "ideas", "guarantee": "up_to", "prizes": (), "criteria": ()} | changes
    with pytest.raises(Incomplete) as refusal:
        make_challenge("draft", **given)
    assert field in refusal.value.errors


def test_what_would_be_approved_after_its_close_is_not(db):
    challenge = make_challenge("in_review", format="ideas", guarantee="up_to", prizes=(), criteria=())
    move_clock(seconds=7200)
    with pytest.raises(funding.TooLateToFund):
        reviewing.approve(challenge_id=challenge.pk, by=make_staff("moderator"))
