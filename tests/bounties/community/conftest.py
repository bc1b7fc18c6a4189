"""A published result, and the people around it."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from bounties.accounts.models import User
from bounties.awards import accepting, paying
from bounties.community.models import Profile
from bounties.community.presenting import Wish, present
from payments.payouts.models import Payout
from tests.bounties.awards.conftest import award_of, decide, pass_window
from tests.bounties.staging import Stage, hold_purse, judging_stage
from tests.deliveries import deliver_all
from workers.clock import laurel_now


def show(user: User, handle: str, **more: Any) -> Profile:
    """They show themselves."""
    return present(user=user, wish=Wish(handle=handle, is_public=True, **more))


@dataclass
class Published:
    """A completed challenge with a first and a second, and whoever won nothing."""

    stage: Stage
    first: User
    second: User
    third: User


def pay(stage: Stage, number: int) -> None:
    """What the saga has done when it tells of a payment; how it gets there is the money floor's own matter."""
    award = award_of(stage, number)
    accepting.accept(award_id=award.pk, by=stage.entries[number].entrant)
    paying.hand_over(award_id=award.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        payouts = Payout.objects.filter(award_reference=str(award.pk)).live()
        payouts.update(status="transferred", hold_reason="", due_at=None, expires_at=None, transferred_at=laurel_now())
        cursor.execute("SET LOCAL session_replication_role = origin")
    paying.note_transfer(award_id=award.pk)


def published(**terms: Any) -> Published:
    """Two of three win, both show themselves before it is over, and are paid."""
    stage = hold_purse(judging_stage(**terms))
    stage.judge_all(90, 80, 70)
    people = [entry.entrant for entry in stage.entries]
    show(people[0], "first", shows_paid=True, shows_country=True)
    show(people[1], "second", bio="Thermometers.")
    decide(stage, [(0, 1), (1, 2)])
    pass_window(stage)
    for number in (0, 1):
        pay(stage, number)
    assert stage.status() == "completed"
    deliver_all()
    return Published(stage, *people)
