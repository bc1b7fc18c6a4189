"""Ballots in doubt, and a decision otherwise than ranked: staff without a part answer in time, in writing."""

import pytest
from django.test import Client

from bounties.awards.models import DepartureConsent
from bounties.ballots.models import Ballot, Flag
from tests.bounties.ballots.conftest import HERE, audited, tallied, vote, vote_stage
from tests.bounties.conftest import make_staff
from tests.bounties.staging import Stage, judging_stage
from tests.keeping import kept

pytestmark = pytest.mark.django_db


def build() -> Stage:
    """Three ballots from one browser, and one from elsewhere; nobody has answered the flag."""
    stage = vote_stage()
    for _ in range(3):
        vote(stage, origin=HERE, e0=1)
    vote(stage, e1=1)
    return audited(stage)


world = kept(build)


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def desk(moderator):
    return browser_of(moderator)


@pytest.fixture
def address(world):
    return f"/review/votes/{world.challenge.pk}"


@pytest.fixture
def flag(world) -> Flag:
    return Flag.objects.filter(kind="device").get()


def test_a_flag_waits_on_the_desk_and_is_upheld_with_a_reason_that_is_kept(world, desk, address, flag):
    assert address in text(desk.get("/review/waiting/votes"))
    shown = text(desk.get(address))
    assert flag.ballots.first().voter.email in shown
    assert world.entries[0].title not in shown
    said = {"act": "uphold", "flag": str(flag.pk)}
    assert "There is a problem" in text(desk.post(address, said))
    assert desk.post(address, said | {"reason": "One browser."}).url == address
    assert Ballot.objects.filter(voided_at__isnull=False, void_reason="One browser.").count() == 3


def test_one_ballot_of_a_flag_is_void_and_the_others_count(desk, address, flag):
    ballot = flag.ballots.first()
    desk.post(address, {"act": "void", "flag": str(flag.pk), "ballot": str(ballot.pk), "reason": "Bought."})
    desk.post(address, {"act": "dismiss", "flag": str(flag.pk), "reason": "A household."})
    flag.refresh_from_db()
    assert (flag.status, Ballot.objects.filter(voided_at__isnull=False).get()) == ("dismissed", ballot)


def test_who_voted_is_told_that_another_must_answer(world, address, flag):
    voter = flag.ballots.first().voter
    voter.role, voter.is_staff = "moderator", True
    voter.save()
    desk = browser_of(voter)
    assert "another moderator must do it" in text(desk.get("/review/waiting/votes"))
    assert "you voted in this challenge" in text(desk.get(address))
    assert desk.post(address, {"act": "dismiss", "flag": str(flag.pk), "reason": "Fine."}).status_code == 403


def test_a_word_that_comes_after_the_count_is_kept_and_changes_nothing(world, desk, address, flag):
    tallied(world)
    late = text(desk.post(address, {"act": "uphold", "flag": str(flag.pk), "reason": "A long reason of mine."}))
    assert ("It came too late" in late, "A long reason of mine." in late) == (True, True)
    assert not Ballot.objects.filter(voided_at__isnull=False).exists()


def test_a_moderator_consents_once_that_the_sponsor_departs_from_the_ranking(desk):
    stage = judging_stage(entries=1)
    stage.judge_all(90)
    address = f"/review/departures/{stage.challenge.pk}"
    assert address in text(desk.get(f"/challenges/{stage.challenge.pk}/ranking"))
    assert desk.post(address, {"reason": "The test was broken."}).url == address
    assert DepartureConsent.objects.get().reason == "The test was broken."
    assert "A moderator consented" in text(desk.get(address))
    stage.sponsor.memberships.create(user=(own := make_staff("moderator")), role="viewer")
    assert address not in text(browser_of(own).get(f"/challenges/{stage.challenge.pk}/ranking"))
