"""One person writes only so much in an hour where others are told of each, and then reads when to go on."""

import pytest

from bounties.challenges import asking
from bounties.entries import messaging
from bounties.entries.models import Message
from bounties.judging import commenting
from bounties.judging.models import AnswerComment
from bounties.spacing import TooMuchAtOnce
from tests.bounties.awards.test_requests import request_stage
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import close, enter
from tests.clock import move_clock
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer():
    """What is remarked on; who may read it is no matter here."""
    return make_entry(make_challenge())


def test_comments_of_one_person_end_at_a_limit_and_go_on_within_the_hour(answer):
    chatty, other = make_user(), make_user()
    for _ in range(commenting.MOST_COMMENTS):
        commenting.comment(entry=answer, body="First!", by=chatty)
    with pytest.raises(TooMuchAtOnce, match=r"30 of these within an hour.* Go on in 60 min") as refusal:
        commenting.comment(entry=answer, body="Last?", by=chatty)
    assert 3_590 <= refusal.value.wait <= 3_600
    assert commenting.comment(entry=answer, body="Calm.", by=other).pk
    move_clock(seconds=3_660)
    assert commenting.comment(entry=answer, body="Again.", by=chatty).pk
    assert AnswerComment.objects.count() == commenting.MOST_COMMENTS + 2


def test_questions_of_one_person_end_at_a_limit():
    challenge, curious = make_challenge(), make_user()
    for _ in range(asking.MOST_QUESTIONS):
        asking.ask(challenge_id=challenge.pk, body="Why?", by=curious)
    with pytest.raises(TooMuchAtOnce):
        asking.ask(challenge_id=challenge.pk, body="And why?", by=curious)


def test_over_http_it_is_429_and_says_in_how_many_seconds(client_of):
    challenge, curious = make_challenge(), make_user()
    for _ in range(asking.MOST_QUESTIONS):
        asking.ask(challenge_id=challenge.pk, body="Why?", by=curious)
    answer = client_of(curious).post(f"/api/v1/challenges/{challenge.pk}/questions", {"body": "And why?"})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_much_at_once")
    assert 3_500 < int(answer["Retry-After"]) <= 3_600


def test_reports_of_one_person_end_at_a_limit_also_those_that_were_dismissed():
    stage = request_stage()
    enter(stage, make_user(), price=42_000)
    close(stage)
    entry, moderator = stage.entries[0], make_staff("moderator")
    said = {"entry": entry, "side": "entrant", "author": entry.entrant, "body": "Hello."}
    reported = {"reported_at": laurel_now(), "reported_by": stage.owner, "report_reason": "Rude."}
    first, *_ = [Message.objects.create(**said, **reported) for _ in range(messaging.MOST_REPORTS)]
    messaging.dismiss(message_id=first.pk, reason="Friendly.", by=moderator)
    last = Message.objects.create(**said)
    with pytest.raises(TooMuchAtOnce):
        messaging.report(message_id=last.pk, reason="Rude, too.", by=stage.owner)
    assert Message.objects.get(pk=last.pk).reported_at is None
