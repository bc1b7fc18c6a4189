"""What is confirmed at the desk is done once, whether it ends at Stripe or in a refusal."""

from uuid import uuid4

import pytest
from django.db import connection

from payments.desk.doing import Confirmed, do
from payments.errors import PaymentError
from payments.models import DeskAct


@pytest.fixture
def click(committed_db, finance):
    return Confirmed(token=uuid4(), act="retry", model="payout", row="1", by=finance("fay"), given={"reason": "Why."})


def refuse():
    raise PaymentError("Not now.")


@pytest.mark.parametrize("is_outside", [True, False])
def test_it_is_done_once_and_what_calls_stripe_in_no_transaction(click, is_outside):
    in_transaction = []
    said = [do(click, lambda: in_transaction.append(connection.in_atomic_block), is_outside=is_outside) for _ in "ab"]
    assert said == ["", "This was done already; look at the row again."]
    assert in_transaction == [not is_outside]
    assert (DeskAct.objects.get().by, DeskAct.objects.get().given) == (click.by, {"reason": "Why."})


@pytest.mark.parametrize(("is_outside", "kept"), [(True, 1), (False, 0)])
def test_a_refusal_is_said_and_only_what_may_have_called_stripe_is_spent(click, is_outside, kept):
    assert do(click, refuse, is_outside=is_outside) == "Not now."
    assert DeskAct.objects.count() == kept


def test_what_postgresql_refuses_is_said_in_its_own_sentence_alone(click):
    assert do(click, lambda: DeskAct.objects.update(act="x")) == "A desk_act is never changed."
