"""Two at one clock or promise at once: whoever is second waits, and sees what the first did."""

import pytest

from bounties.accounts import joining
from bounties.accounts.models import Membership
from bounties.challenges import asking
from bounties.errors import NotAllowed
from bounties.service_levels.choosing import choose
from bounties.service_levels.following import follow
from bounties.service_levels.models import Choice, Measure, ServiceClock
from tests.bounties.conftest import make_user
from tests.bounties.staging import Stage, open_stage
from tests.meeting import held_then_met


@pytest.fixture
def stage(committed_db: None) -> Stage:
    """Its sponsor promises an answer in eight hours."""
    stage = open_stage()
    choose(sponsor_id=stage.sponsor.pk, plan="business", calendar="always", by=stage.owner)
    return stage


def test_a_clock_that_stops_is_not_set_running_again_by_who_read_it_before(stage):
    question = asking.ask(challenge_id=stage.challenge.pk, body="Which?", by=make_user())
    follow(measure=Measure.ANSWER, subject_id=question.pk)

    def answer() -> None:
        asking.answer(question_id=question.pk, text="This one.", by=stage.owner)
        follow(measure=Measure.ANSWER, subject_id=question.pk)

    _, second = held_then_met(answer, lambda: follow(measure=Measure.ANSWER, subject_id=question.pk))
    assert second.status == "met"
    clock = ServiceClock.objects.get(subject_id=question.pk)
    assert (clock.status, clock.running_since) == ("met", None)


def test_who_is_just_made_less_than_an_owner_promises_nothing_more(stage):
    other = make_user()
    Membership.objects.create(sponsor=stage.sponsor, user=other, role="owner")
    _, second = held_then_met(
        lambda: joining.change_role(sponsor_id=stage.sponsor.pk, user_id=other.pk, role="viewer", by=stage.owner),
        lambda: choose(sponsor_id=stage.sponsor.pk, plan="standard", calendar="always", by=other),
    )
    assert isinstance(second, NotAllowed)
    assert Choice.objects.count() == 1
