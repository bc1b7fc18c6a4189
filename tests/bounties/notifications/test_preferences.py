"""Which mails people get: all, until they silence a group; what binds them always."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.core.signing import dumps
from django.db import IntegrityError
from django.test import Client

from bounties.errors import InvalidInput
from bounties.notifications import mailing, preferences
from bounties.notifications.groups import BINDING, GROUP_OF, GROUPS
from bounties.notifications.models import MutedMail, Notification
from bounties.notifications.wording import WORDING
from bounties.notifications.wording.awards import AWARDS
from bounties.notifications.wording.money import MONEY
from tests.bounties.conftest import make_user
from tests.meeting import held_then_met


def told(user, kind="entry.submitted"):
    return Notification.objects.create(user=user, event_id=uuid4(), kind=kind, title="A", body="B", path="/")


def test_each_kind_is_in_one_group_or_binds():
    assert set(WORDING) == set(GROUP_OF) | BINDING
    assert not set(GROUP_OF) & BINDING
    assert set(GROUPS) == set(MutedMail.Group.values)


def test_money_verdicts_and_forfeits_bind_and_what_invites_or_reminds_does_not():
    assert set(AWARDS) | set(MONEY) <= BINDING
    assert {"entry.rejected", "challenge.not_awarded", "amendment.applied", "team_share.offered"} <= BINDING
    assert not {"judge.invited", "judge.reminded", "challenge.opened", "question.answered", "idea.merged"} & BINDING


def test_a_muted_group_is_not_mailed_but_told(user):
    preferences.choose(user=user, muted=["entries"])
    notification = told(user)
    mailing.send(notification_id=notification.pk)
    assert mail.outbox == []
    assert Notification.objects.of(user).unread().count() == 1


def test_what_binds_is_mailed_whatever_is_muted(user):
    preferences.choose(user=user, muted=list(GROUPS))
    mailing.send(notification_id=told(user, "award.offered").pk)
    (letter,) = mail.outbox
    assert "List-Unsubscribe" not in letter.extra_headers
    assert "/account/notifications" in letter.body


def test_one_click_in_a_mail_program_mutes_its_group_without_signing_in(user):
    mailing.send(notification_id=told(user).pk)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    door = "/mail/" + headers["List-Unsubscribe"].strip("<>").split("/mail/")[1]
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(door).status_code == 200
    assert not MutedMail.objects.exists()
    for _ in range(2):
        assert browser.post(door, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MutedMail.objects.get().group == "entries"
    assert browser.post(door + "x").status_code == 404


def test_the_pass_in_a_mail_opens_nothing_else_and_no_other_signature_is_one(user):
    passed = preferences.pass_for(user.pk, "entries")
    bearing = Client(
        headers={"Authorization": f"Bearer {passed}"}, HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={passed}"
    )
    assert (bearing.get("/api/v1/me").status_code, bearing.get("/mine").status_code) == (401, 302)
    for forged in (
        dumps([str(user.pk), "entries"], salt="another"),
        dumps([str(user.pk), "money"], salt=preferences.SALT),
    ):
        assert Client().post(f"/mail/{forged}").status_code == 404
    assert not MutedMail.objects.exists()


def test_what_is_always_mailed_cannot_be_named(user):
    with pytest.raises(InvalidInput, match="money"):
        preferences.choose(user=user, muted=["money"])
    with pytest.raises(IntegrityError, match="mail_that_binds_is_never_muted"):
        MutedMail.objects.create(user=user, group="money")


def test_api_and_page_choose_the_same(user, client_of):
    client = client_of(user)
    answer = client.put("/api/v1/me/notification-preferences", {"muted": ["judging"]})
    assert [one["group"] for one in answer.json()["groups"] if not one["by_mail"]] == ["judging"]
    browser = Client()
    browser.force_login(user)
    assert browser.post("/account/notifications", {"judging": "on", "entries": "on"}).status_code == 302
    chosen = client.get("/api/v1/me/notification-preferences").json()["groups"]
    assert [one["group"] for one in chosen if one["by_mail"]] == ["entries", "judging"]


def test_of_two_choices_at_once_the_later_holds_and_not_both(committed_db):
    user = make_user()
    chosen = [lambda group=group: preferences.choose(user=user, muted=[group]) for group in ("entries", "judging")]
    held_then_met(*chosen)
    assert list(MutedMail.objects.values_list("group", flat=True)) == ["judging"]
