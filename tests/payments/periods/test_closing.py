import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from payments.errors import IllegalMove, NotAllowed
from payments.models import Discrepancy, InboxEvent, Period, PeriodClosing, Transaction
from payments.periods.balances import faults, fingerprint, of_data, trial_balance
from payments.periods.closing import close
from payments.periods.errors import PeriodNotReady, SamePerson
from payments.periods.looking import points_of
from payments.periods.opening import take_up_months
from payments.periods.preparing import prepare, take_back
from tests.payments.periods.conftest import check_the_books, close_month, month
from tests.payments.statements.conftest import go_to, move
from workers.models import Event

RAW = """
INSERT INTO payments_transaction (id, effect_key, situation, purse, source, lines, occurred_at)
VALUES (gen_random_uuid(), 'late', 'funded', '', '', 2, '2026-01-31T23:59:59.999Z')
"""


def test_every_month_from_the_first_posting_has_its_row_once(over):
    assert [period.name for period in Period.objects.order_by("month")] == ["2026-01", "2026-02", "2026-03"]
    assert take_up_months() == 0


def test_a_month_is_closed_by_another_than_prepared_it(over, mia, cleo):
    closed = close_month(1, mia, cleo)
    kept = PeriodClosing.objects.get()
    assert (closed.status, kept.prepared_by, kept.closed_by, kept.number) == ("closed", mia, cleo, 1)
    assert kept.sha256 == fingerprint(of_data(kept.balances)) == fingerprint(trial_balance(closed.month))
    assert {row["kind"]: row["closing"] for row in kept.balances} == {"purse": -10_000, "stripe_pending": 10_000}
    assert all(point["is_good"] for point in kept.checklist)
    told = Event.objects.filter(subject_id=str(closed.pk)).order_by("at")
    assert [(event.name, event.actor_id) for event in told] == [("period.prepared", mia.pk), ("period.closed", cleo.pk)]


def test_what_a_closing_keeps_reads_the_same_whoever_closes(over, mia, cleo):
    with override("de"):
        points = points_of(close_month(1, mia, cleo))
    assert (points[0].question, points[1].answer) == ("Is the month over?", "Yes.")


def test_whoever_prepared_a_month_cannot_close_it(over, person):
    both = person("bo", "maker", "closer")
    prepare(period_id=month(1).pk, by=both)
    with pytest.raises(SamePerson):
        close(period_id=month(1).pk, by=both)
    assert month(1).status == "prepared"


def test_only_a_maker_prepares_and_only_a_closer_closes(over, mia, cleo, person):
    for stranger in (cleo, person("vi", "viewer")):
        with pytest.raises(NotAllowed):
            prepare(period_id=month(1).pk, by=stranger)
    prepare(period_id=month(1).pk, by=mia)
    for stranger in (person("max", "maker"), person("chet", "checker"), person("role")):
        with pytest.raises(NotAllowed):
            close(period_id=month(1).pk, by=stranger)


def test_a_month_that_nobody_prepared_is_not_closed(over, cleo):
    with pytest.raises(PeriodNotReady, match="not prepared"):
        close(period_id=month(1).pk, by=cleo)


def test_a_month_is_closed_once(over, mia, cleo):
    close_month(1, mia, cleo)
    with pytest.raises(IllegalMove, match="Closed"):
        close(period_id=month(1).pk, by=cleo)
    with pytest.raises(IllegalMove):
        prepare(period_id=month(1).pk, by=mia)
    assert PeriodClosing.objects.count() == 1


def test_a_month_that_is_not_over_cannot_be_prepared(over, mia):
    with pytest.raises(PeriodNotReady, match="Is the month over"):
        prepare(period_id=month(3).pk, by=mia)


def test_a_month_waits_for_those_before_it(over, mia):
    with pytest.raises(PeriodNotReady, match="Not yet: 2026-01"):
        prepare(period_id=month(2).pk, by=mia)


def test_a_check_from_before_the_month_s_end_does_not_count(winter, mia):
    go_to("2026-01-31T23:59:59+00:00")
    check_the_books()
    go_to("2026-02-01T00:00:00+00:00")
    take_up_months()
    with pytest.raises(PeriodNotReady, match="Nobody has looked since"):
        prepare(period_id=month(1).pk, by=mia)


def exception():
    Discrepancy.objects.create(kind="amount", subject="ch_x", currency="usd", opened_at="2026-01-05T00:00Z")


def unread_news():
    facts = {"type": "x", "created": "2026-01-05T00:00Z", "payload": {"livemode": False}, "way": "poll"}
    InboxEvent.objects.create(id="evt_x", **facts)


@pytest.mark.parametrize(("wrong", "said"), [(exception, "1 are open"), (unread_news, "1 wait")])
def test_what_is_open_keeps_a_month_open(over, mia, wrong, said):
    wrong()
    with pytest.raises(PeriodNotReady, match=said):
        prepare(period_id=month(1).pk, by=mia)


def test_what_came_up_since_it_was_prepared_keeps_it_from_being_closed(over, mia, cleo):
    prepare(period_id=month(1).pk, by=mia)
    exception()
    with pytest.raises(PeriodNotReady, match="1 are open"):
        close(period_id=month(1).pk, by=cleo)
    take_back(period_id=month(1).pk, by=mia, reason="An exception came up.")
    assert month(1).status == "open"


def test_unclaimed_money_needs_a_word_of_the_preparer(over, mia):
    go_to("2026-01-20T00:00:00+00:00")
    move(100, ("stripe_pending", ""), ("unclaimed", "R"), situation="refund_returned", purse="R")
    go_to("2026-03-01T00:00:00+00:00")
    with pytest.raises(PeriodNotReady, match=r"\$1\.00"):
        prepare(period_id=month(1).pk, by=mia)
    assert prepare(period_id=month(1).pk, by=mia, reason="The winner is being looked for.").status == "prepared"


def test_nothing_is_posted_into_a_closed_month_even_by_hand(over, mia, cleo):
    close_month(1, mia, cleo)
    before = Transaction.objects.count()
    with (
        pytest.raises(IntegrityError, match="nothing is posted into it"),
        transaction.atomic(),
        connection.cursor() as sql,
    ):
        sql.execute(RAW)
    go_to("2026-01-31T23:59:59+00:00")
    with pytest.raises(IntegrityError, match="nothing is posted into it"), transaction.atomic():
        move(1, ("purse", "R"), ("payable", "ann"), purse="R")
    assert Transaction.objects.count() == before
    go_to("2026-03-02T00:00:00+00:00")
    assert move(1, ("stripe_pending", ""), ("purse", "R"), purse="R").occurred_at is not None


def test_a_month_begins_with_what_the_one_before_ended_with(over, mia, cleo):
    close_month(1, mia, cleo)
    close_month(2, mia, cleo)
    january, february = (of_data(kept.balances) for kept in PeriodClosing.objects.order_by("period__month"))
    assert list(faults(february, january)) == []
    assert {row.kind: row.opening for row in february if row.opening} == {row.kind: row.closing for row in january}


def test_what_does_not_follow_from_the_month_before_is_named(over, mia, cleo):
    close_month(1, mia, cleo)
    (kept,) = PeriodClosing.objects.all()
    another = of_data([{**row, "closing": row["closing"] * 2} for row in kept.balances])
    assert len(list(faults(trial_balance(month(2).month), another))) == 2
