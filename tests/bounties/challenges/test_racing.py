"""Two at one template, question or hour at once: whoever is second waits, and sees what the first did."""

from datetime import timedelta

import pytest

from bounties.challenges import asking, crowdfunding, drafting, funding, publishing, templating
from bounties.challenges.asking import AlreadyAnswered
from bounties.challenges.models import Challenge, Question, Template
from bounties.challenges.templating import TemplateNameTaken
from bounties.errors import OutOfDate
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user
from tests.clock import move_clock
from tests.meeting import held_then_met, told
from workers.clock import laurel_now

DAY = 86_400


@pytest.fixture
def challenge(committed_db: None) -> Challenge:
    return make_challenge()


def saved(challenge: Challenge, name: str) -> Template:
    return templating.save(challenge_id=challenge.pk, name=name, by=challenge.created_by)


def renamed(template: Template, name: str) -> Template:
    return templating.rename(template_id=template.pk, name=name, by=template.saved_by)


def test_of_two_templates_saved_under_one_name_one_is(challenge):
    _, second = held_then_met(*[lambda: saved(challenge, "Sensors")] * 2)
    assert isinstance(second, TemplateNameTaken)


def test_of_two_templates_renamed_to_one_name_one_is(challenge):
    one, other = saved(challenge, "Sensors"), saved(challenge, "Motors")
    _, second = held_then_met(lambda: renamed(one, "Robots"), lambda: renamed(other, "Robots"))
    assert isinstance(second, TemplateNameTaken)
    assert sorted(Template.objects.values_list("name", flat=True)) == ["Motors", "Robots"]


def test_a_template_that_is_being_deleted_is_neither_renamed_nor_deleted_again(challenge):
    for act in (lambda one: renamed(one, "Robots"), lambda one: templating.delete(template_id=one.pk, by=one.saved_by)):
        template = saved(challenge, "Sensors")
        _, second = held_then_met(
            lambda one=template: templating.delete(template_id=one.pk, by=one.saved_by),
            lambda act=act, one=template: act(one),
        )
        assert isinstance(second, Template.DoesNotExist)
    assert told("template.deleted") == 2


def test_a_question_is_answered_once(committed_db):
    challenge = make_challenge("open")
    question = asking.ask(challenge_id=challenge.pk, body="How hot?", by=make_user())
    by = challenge.created_by
    _, second = held_then_met(
        *[lambda text=text: asking.answer(question_id=question.pk, text=text, by=by) for text in ("70", "80")]
    )
    assert isinstance(second, AlreadyAnswered)
    assert Question.objects.get().answer == "70"


def test_two_ticks_open_a_challenge_once(committed_db):
    make_challenge("scheduled")
    move_clock(seconds=40 * DAY)
    assert held_then_met(publishing.open_due, publishing.open_due) == (1, 0)
    assert told("challenge.opened") == 1


def test_two_ticks_put_what_nobody_paid_for_back_once(committed_db):
    challenge = make_challenge("approved")
    Challenge.objects.filter(pk=challenge.pk).update(due_at=laurel_now())
    assert held_then_met(funding.return_unpaid, funding.return_unpaid) == (1, 0)
    assert told("challenge.unpaid") == 1


def test_of_two_who_rewrite_one_version_the_second_reads_it_again(committed_db):
    challenge = make_challenge("draft")

    def rewrite(title: str) -> Challenge:
        changes = {"title": title}
        return drafting.amend(
            challenge_id=challenge.pk, changes=changes, version=challenge.version, by=challenge.created_by
        )

    _, second = held_then_met(lambda: rewrite("Which crate spoils first?"), lambda: rewrite("Which box spoils first?"))
    assert isinstance(second, OutOfDate)
    assert Challenge.objects.get().title == "Which crate spoils first?"


def test_a_collection_that_missed_its_goal_ends_once(committed_db):
    ends_at = laurel_now() + timedelta(minutes=30)
    crowd = {"funding_mode": "crowd", "funding_ends_at": ends_at, "minimum_contribution": 5_000}
    key = make_challenge("approved", **crowd).pk
    move_clock(seconds=1_801)
    held_then_met(*[lambda: crowdfunding.end(challenge_id=key)] * 2)
    assert (Challenge.objects.get().status, told("challenge.cancelled")) == ("cancelled", 1)
