"""The end of an account: the person goes for good, others keep what is theirs, and nobody is left waiting."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from bounties.accounts import issuing, sponsoring
from bounties.accounts.models import ApiToken, Membership, User
from bounties.accounts.recognising import recognise
from bounties.challenges import asking
from bounties.departures import erasing
from bounties.departures.bars import bars_of
from bounties.entries.withdrawing import withdraw
from bounties.judging import inviting
from bounties.notifications.models import Notification
from config.api.models import KeptAnswer
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_user
from tests.bounties.staging import judging_stage, open_stage
from tests.deliveries import deliver_all
from workers.models import Event

PASSWORD = "a long enough secret"


def erase(user):
    return erasing.erase(user_id=user.pk, by=user)


def codes(user):
    return {bar.code for bar in bars_of(user)}


def test_name_address_and_every_way_in_go(user):
    _, secret = issuing.issue(user=user, name="laptop")
    was = user.email
    erase(user)
    gone = User.objects.get(pk=user.pk)
    assert (gone.name, gone.country, gone.is_active, str(gone)) == ("", "", False, "Former member")
    assert was not in str(User.objects.filter(pk=user.pk).values().get())
    assert recognise(secret) is None
    assert not ApiToken.objects.exists()
    assert not EmailAddress.objects.filter(user=user).exists()
    assert Event.objects.get(name="user.erased").payload == {}
    make_user(was.split("@")[0])  # the address is free again


def test_what_the_api_had_answered_goes_with_them(user, client_of):
    client = client_of(user)
    client.post("/api/v1/sponsors", {"name": "Ada", "kind": "company"}, headers={"Idempotency-Key": "1"})
    assert KeptAnswer.objects.count() == 1
    erase(user)
    deliver_all()
    assert not KeptAnswer.objects.exists()


def test_their_sessions_end(user):
    browser = Client()
    browser.force_login(user)
    erase(user)
    assert browser.get("/mine").status_code == 302


def test_what_was_handed_in_stays_for_the_others(db):
    solver = make_user()
    entry = make_entry(make_challenge("open"), solver)
    withdraw(entry_id=entry.pk, by=solver)
    erase(solver)
    entry.refresh_from_db()
    assert entry.entrant_id == solver.pk


def test_whoever_is_waited_for_stays(db):
    stage = judging_stage(entries=2, judges=2)
    assert codes(stage.entries[0].entrant) == {"entry"}
    assert codes(stage.judges[0]) == {"seat"}
    assert codes(stage.owner) == {"sponsor"}
    with pytest.raises(erasing.StillNeeded, match="panel"):
        erase(stage.judges[0])
    assert User.objects.get(pk=stage.judges[0].pk).is_active


def test_a_second_owner_lets_the_first_go(db):
    stage = judging_stage(entries=2, judges=2)
    Membership.objects.create(sponsor=stage.sponsor, user=make_user(), role="owner")
    erase(stage.owner)
    assert not Membership.objects.filter(user=stage.owner).exists()


def test_a_person_s_own_sponsor_has_no_name_any_more_and_says_nothing_of_them(user):
    sponsor = make_sponsor(user, "Ada Lovelace", kind="individual")
    said = {"name": "Ada King", "about": "Countess of Lovelace, London."}
    sponsoring.describe_sponsor(sponsor_id=sponsor.pk, by=user, **said)
    erase(user)
    sponsor.refresh_from_db()
    assert (sponsor.name, sponsor.wished_name, sponsor.about) == ("Former member", "", "")


def test_who_has_left_is_told_nothing_more(user):
    stage = open_stage()
    question = asking.ask(challenge_id=stage.challenge.pk, body="Which sensors?", by=user)
    seat = inviting.invite(challenge_id=stage.challenge.pk, email=user.email, by=stage.owner)
    erase(user)
    deliver_all()
    asking.answer(question_id=question.pk, text="These.", by=stage.owner)
    inviting.remind_invited(judgeship_id=seat.pk)
    deliver_all()
    assert not Notification.objects.filter(user=user).exists()
    assert not [message for message in mail.outbox if erasing.NOWHERE in message.to[0]]


def test_staff_leave_by_an_administrator_first(moderator):
    assert codes(moderator) == {"staff"}


def test_nobody_erases_another(user, stranger):
    with pytest.raises(User.DoesNotExist):
        erasing.erase(user_id=user.pk, by=stranger)


def test_postgresql_refuses_traces_and_a_way_back(user):
    with pytest.raises(IntegrityError, match="erased_user_has_no_trace"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(erased_at=user.created_at)
    erase(user)
    with pytest.raises(DatabaseError, match="erased_user_stays_erased"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=True)


def test_the_api_asks_for_the_password_once_more(user, client_of):
    user.set_password(PASSWORD)
    user.save()
    client = client_of(user)
    assert client.post("/api/v1/me/deletion", {"password": "wrong"}).status_code == 401
    assert client.post("/api/v1/me/deletion", {"password": PASSWORD}).status_code == 204
    assert not User.objects.get(pk=user.pk).is_active


def test_the_page_asks_for_the_password_once_more(user):
    user.set_password(PASSWORD)
    user.save()
    browser = Client()
    browser.force_login(user)
    assert browser.get("/account/data").status_code == 200
    asked = browser.post("/account/delete")
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert User.objects.get(pk=user.pk).is_active
    assert browser.post(asked.url, {"password": PASSWORD}).url == "/account/gone"
    assert not User.objects.get(pk=user.pk).is_active


def test_whoever_found_a_token_does_not_find_the_password_by_it(user, stranger, client_of, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign_in_account": 2}
    cache.clear()
    tries = [client_of(user).post("/api/v1/me/deletion", {"password": f"guess {n}"}).status_code for n in range(3)]
    assert tries == [401, 401, 429]
    assert client_of(stranger).post("/api/v1/me/deletion", {"password": "wrong"}).status_code == 401
