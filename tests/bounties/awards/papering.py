"""A team's award that waits for what the terms ask of its winners, and ways to do it."""

import pytest
from django.db import transaction

from bounties.awards import accepting, papers
from bounties.awards.deeds import deed_of
from bounties.awards.models import Award
from bounties.notifications.models import Notification
from payments.payees import refreshing
from payments.payees.models import Payee
from payments.payees.onboarding import payee_of
from tests.bounties.awards.conftest import award_of, decide, pass_window, team
from tests.bounties.staging import hold_purse, judging_stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Offered: the first place to a team of 60 and 40 %, the second to one person; each test's acts are undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage = hold_purse(judging_stage(papers=("rights", "identity")))
        stage.judge_all(90, 80, 70)
        (stage.mate,) = team(stage.entries[0], 4_000)
        decide(stage, [(0, 1), (1, 2)])
        pass_window(stage)
        deliver_all()
        yield stage
        transaction.set_rollback(True)


@pytest.fixture
def stage(world):
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def captain(stage):
    return stage.entries[0].entrant


@pytest.fixture
def mate(stage):
    return stage.mate


@pytest.fixture
def award(stage, captain):
    """Of the team, accepted."""
    return accepting.accept(award_id=award_of(stage, 0).pk, by=captain)


def sign(award, *people):
    deed = deed_of(Award.objects.get(pk=award.pk))
    for user in people:
        papers.sign_rights(award_id=award.pk, legal_name=f"{user.name} Esq.", sha256=deed.sha256, by=user)


def tell_of(user, transfers="active"):
    """Stripe's answer about somebody's account, as the money floor keeps it."""
    payee = payee_of(user.pk)
    Payee.objects.filter(pk=payee.pk, account_id=None).update(
        status="onboarding", account_id=f"acct_{user.pk.hex[-12:]}", account_request={}
    )
    account = {"capabilities": {"transfers": transfers}, "requirements": {}, "country": "US", "payouts_enabled": True}
    refreshing.record(payee_id=payee.pk, account=account, asked_at=laurel_now())


def know(*people):
    for user in people:
        tell_of(user)
    deliver_all()


def pass_end(award):
    award.refresh_from_db()
    move_clock(seconds=(award.due_at - laurel_now()).total_seconds() + 1)


def status_of(award):
    return Award.objects.get(pk=award.pk).status


def told(user):
    return set(Notification.objects.filter(user=user).values_list("title", flat=True))


def heard(user, words):
    return [title for title in told(user) if title.startswith(words)]
