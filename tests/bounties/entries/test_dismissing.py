"""A report without cause is answered: nothing is wrong. It leaves the queue, and who reported reads why."""

import pytest
from django.test import Client

from bounties.accounts.models import Membership
from bounties.entries import messaging
from bounties.entries.messaging import NotReported, ReportAnswered
from bounties.entries.models import DismissedReport, Message
from bounties.errors import NotAllowed
from bounties.notifications.models import Notification
from tests.bounties.awards.test_requests import request_stage
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import Stage, close, enter
from tests.deliveries import deliver_all


@pytest.fixture
def stage(db) -> Stage:
    """A request with one offer, opened."""
    stage = request_stage()
    enter(stage, make_user(), price=42_000)
    return close(stage)


@pytest.fixture
def told_off(stage) -> Message:
    """The offeror's plain answer, which the sponsor's owner reported."""
    message = messaging.write(entry_id=stage.entries[0].pk, body="It is blue.", by=stage.entries[0].entrant)
    return messaging.report(message_id=message.pk, reason="I wanted red.", by=stage.owner)


def dismiss(message: Message, by, reason: str = "To be blue is no insult.") -> Message:
    return messaging.dismiss(message_id=message.pk, reason=reason, by=by)


def queue(client_of, moderator) -> list[str]:
    return [row["id"] for row in client_of(moderator).get("/api/v1/messages/reported").json()["results"]]


def test_a_dismissed_report_leaves_the_queue_and_stays_on_record(told_off, stage, client_of):
    moderator = make_staff("moderator")
    assert queue(client_of, moderator) == [str(told_off.pk)]
    answer = client_of(moderator).post(f"/api/v1/messages/{told_off.pk}/dismiss", {"reason": "Blue is fine."})
    assert (answer.status_code, answer.json()["status"], answer.json()["reported_at"]) == (200, "sent", None)
    assert queue(client_of, moderator) == []
    kept = DismissedReport.objects.get()
    assert (kept.message, kept.reported_by, kept.report_reason) == (told_off, stage.owner, "I wanted red.")
    assert (kept.dismissed_by, kept.reason, kept.dismissed_at > kept.reported_at) == (moderator, "Blue is fine.", True)


def test_who_reported_is_told_and_reads_why_and_the_other_side_does_not(told_off, stage, client_of):
    dismiss(told_off, make_staff("moderator"))
    deliver_all()
    assert [one.user for one in Notification.objects.filter(kind="report.dismissed")] == [stage.owner]
    path = f"/api/v1/entries/{stage.entries[0].pk}/messages"
    read = {one: client_of(one).get(path).json()["results"][0] for one in (stage.owner, stage.entries[0].entrant)}
    assert [row["report_answer"] for row in read.values()] == ["To be blue is no insult.", ""]
    assert {row["body"] for row in read.values()} == {"It is blue."}


def test_the_same_person_reports_it_no_second_time_but_another_may(told_off, stage, client_of):
    first, second = make_staff("moderator"), make_user()
    Membership.objects.create(sponsor=stage.sponsor, user=second, role=Membership.Role.MANAGER)
    dismiss(told_off, first)
    with pytest.raises(ReportAnswered, match="To be blue is no insult"):
        messaging.report(message_id=told_off.pk, reason="Still blue.", by=stage.owner)
    again = client_of(stage.owner).post(f"/api/v1/messages/{told_off.pk}/report", {"reason": "Still."})
    assert (again.status_code, again.json()["code"]) == (409, "report_answered")
    messaging.report(message_id=told_off.pk, reason="I find it rude.", by=second)
    assert queue(client_of, first) == [str(told_off.pk)]
    messaging.hide(message_id=told_off.pk, reason="On a second look it is.", by=first)
    assert queue(client_of, first) == []


def test_who_is_answered_once_is_not_answered_anew(told_off):
    moderator = make_staff("moderator")
    dismiss(told_off, moderator)
    with pytest.raises(NotReported):
        dismiss(told_off, make_staff("moderator"))
    with pytest.raises(NotReported):
        messaging.hide(message_id=told_off.pk, reason="No.", by=moderator)
    assert DismissedReport.objects.count() == 1


def test_a_hidden_message_is_hidden_for_good(told_off):
    messaging.hide(message_id=told_off.pk, reason="Be kind.", by=make_staff("moderator"))
    with pytest.raises(NotReported):
        dismiss(told_off, make_staff("moderator"))


def test_only_a_moderator_of_no_side_dismisses(told_off, stage):
    with pytest.raises(NotAllowed):
        dismiss(told_off, stage.entries[0].entrant)
    partial = make_staff("moderator")
    Membership.objects.create(sponsor=stage.sponsor, user=partial, role=Membership.Role.MANAGER)
    with pytest.raises(NotAllowed):
        dismiss(told_off, partial)
    assert Message.objects.get().reported_at is not None


def test_a_page_has_the_button_and_the_desk_is_empty_then(told_off, stage):
    desk, owner = Client(), Client()
    desk.force_login(make_staff("moderator"))
    owner.force_login(stage.owner)
    page = f"/review/messages/{told_off.pk}"
    assert "Nothing is wrong" in desk.get(page).content.decode()
    said = desk.post(page, {"reason": "Blue is fine.", "act": "dismiss"})
    assert said.url == "/review/waiting/reports"
    assert "I wanted red." not in desk.get("/review/waiting/reports").content.decode()
    assert "Blue is fine." in desk.get(page).content.decode()
    assert "Blue is fine." in owner.get(f"/entries/{stage.entries[0].pk}/messages").content.decode()
    assert "Blue is fine." in owner.get(f"/messages/{told_off.pk}/report").content.decode()
    late = Client()
    late.force_login(make_staff("moderator"))
    answer = late.post(page, {"reason": "It is rude, is it not?", "act": "hide"}).content.decode()
    assert ("It is rude, is it not?" in answer, Message.objects.get().hidden_at) == (True, None)
