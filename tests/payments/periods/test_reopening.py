import pytest

from payments.errors import IllegalMove, NotAllowed
from payments.models import PeriodClosing, PeriodReopening
from payments.periods.errors import NotTheLast, PeriodNotReady, SamePerson
from payments.periods.preparing import take_back
from payments.periods.reopening import ask_to_reopen, confirm_reopening
from tests.payments.periods.conftest import close_month, month
from workers.models import Event


def test_the_last_closed_month_is_reopened_by_two(over, mia, cleo, person):
    close_month(1, mia, cleo)
    carl = person("carl", "closer")
    with pytest.raises(IllegalMove, match="Nobody has asked"):
        confirm_reopening(period_id=month(1).pk, by=carl)
    ask_to_reopen(period_id=month(1).pk, by=cleo, reason="A fee is missing.")
    with pytest.raises(SamePerson):
        confirm_reopening(period_id=month(1).pk, by=cleo)
    assert month(1).status == "closed"
    confirm_reopening(period_id=month(1).pk, by=carl)
    assert month(1).status == "open"
    assert (PeriodReopening.objects.get().reason, Event.objects.get(name="period.reopened").actor_id) == (
        "A fee is missing.",
        carl.pk,
    )
    close_month(1, mia, cleo)
    assert [kept.number for kept in PeriodClosing.objects.order_by("number")] == [1, 2]


def test_only_the_last_closed_month_is_reopened(over, mia, cleo):
    close_month(1, mia, cleo)
    close_month(2, mia, cleo)
    with pytest.raises(NotTheLast):
        ask_to_reopen(period_id=month(1).pk, by=cleo, reason="A fee is missing.")


def test_only_closers_reopen(over, mia, cleo):
    close_month(1, mia, cleo)
    with pytest.raises(NotAllowed):
        ask_to_reopen(period_id=month(1).pk, by=mia, reason="A fee is missing.")
    ask_to_reopen(period_id=month(1).pk, by=cleo, reason="A fee is missing.")
    with pytest.raises(NotAllowed):
        confirm_reopening(period_id=month(1).pk, by=mia)
    assert month(1).status == "closed"


def test_a_wish_is_kept_once(over, mia, cleo, person):
    close_month(1, mia, cleo)
    ask_to_reopen(period_id=month(1).pk, by=cleo, reason="A fee is missing.")
    with pytest.raises(IllegalMove, match="already"):
        ask_to_reopen(period_id=month(1).pk, by=person("carl", "closer"), reason="Me too.")


def test_what_is_open_is_not_reopened(over, cleo):
    with pytest.raises(IllegalMove, match="not closed"):
        ask_to_reopen(period_id=month(1).pk, by=cleo, reason="A fee is missing.")


def test_what_is_closed_is_not_taken_back_like_what_was_only_prepared(over, mia, cleo):
    close_month(1, mia, cleo)
    with pytest.raises(PeriodNotReady, match="two people may reopen it"):
        take_back(period_id=month(1).pk, by=mia, reason="Not yet.")
    assert month(1).status == "closed"
