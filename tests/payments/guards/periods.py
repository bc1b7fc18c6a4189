"""The guards of exports and months.

The world: `exported` is a file that ended. The months of 2020: January is closed by bob after ann prepared it, with its
closing `january`; February is prepared by ann, and has the closing `february` that bob could close it with; March is
open. Nobody has asked to reopen anything.
"""

from typing import Any

from payments.models import Export, Period, PeriodClosing
from tests.payments.guards.guard import Guard, insert

EXPORT, PERIOD, CLOSING, REOPENING = (
    "payments_export",
    "payments_period",
    "payments_periodclosing",
    "payments_periodreopening",
)
THEN = "2020-06-01T00:00Z"
HASH = "0" * 64


def rows(ann: Any, bob: Any) -> dict[str, Any]:
    """Make the world, and name its rows."""
    exported = Export.objects.create(kind="journal", form="csv", by_id=ann, filters={})
    Export.objects.filter(pk=exported.pk).update(rows=1, size=1, sha256=HASH, is_complete=True, ended_at=THEN)
    begun = Export.objects.create(kind="journal", form="csv", by_id=ann, filters={})
    january, february, march = (Period.objects.create(month=f"2020-0{number}-01") for number in (1, 2, 3))
    closings = {
        period.pk: PeriodClosing.objects.create(
            period=period,
            number=1,
            prepared_by_id=ann,
            prepared_at=THEN,
            closed_by_id=bob,
            checklist=[],
            balances=[],
            sha256=HASH,
        ).pk
        for period in (january, february)
    }
    prepared = {"status": "prepared", "prepared_by": ann, "prepared_at": THEN}
    Period.objects.filter(pk__in=closings).update(**prepared)
    Period.objects.filter(pk=january.pk).update(status="closed", closed_by=bob, closed_at=THEN, closings=1)
    return {
        "exported": exported.pk,
        "begun": begun.pk,
        "january": january.pk,
        "february": february.pk,
        "march": march.pk,
        "closing_january": closings[january.pk],
        "closing_february": closings[february.pk],
    }


def exported(**changed: str) -> str:
    return insert(EXPORT, **({"kind": "'journal'", "form": "'csv'", "by_id": "%(ann)s", "filters": "'{}'"} | changed))


def period(**changed: str) -> str:
    row = {"month": "'2020-05-01'", "status": "'open'", "note": "''", "closings": "0"}
    return insert(PERIOD, **(row | changed))


def close(which: str, by: str = "bob", closings: int = 1) -> str:
    return (
        f"UPDATE payments_period SET status = 'closed', closed_by_id = %({by})s, closed_at = now(),"
        f" closings = {closings} WHERE id = %({which})s"
    )


PREPARE_MARCH = (
    "UPDATE payments_period SET status = 'prepared', prepared_by_id = %(ann)s, prepared_at = now() WHERE id = %(march)s"
)
REOPEN_JANUARY = (
    "UPDATE payments_period SET status = 'open', prepared_by_id = NULL, prepared_at = NULL, closed_by_id = NULL,"
    " closed_at = NULL WHERE id = %(january)s"
)


def closing(**changed: str) -> str:
    row = {
        "period_id": "%(march)s",
        "number": "1",
        "prepared_by_id": "%(ann)s",
        "prepared_at": "now()",
        "note": "''",
        "closed_by_id": "%(bob)s",
        "checklist": "'[]'",
        "balances": "'[]'",
        "sha256": f"'{HASH}'",
    }
    return insert(CLOSING, **(row | changed))


def reopening(which: str = "closing_january", **changed: str) -> str:
    row = {"closing_id": f"%({which})s", "asked_by_id": "%(ann)s", "reason": "'a line was forgotten'"}
    return insert(REOPENING, **(row | changed))


CONFIRM = "UPDATE payments_periodreopening SET confirmed_by_id = %(bob)s, confirmed_at = now()"
CONFIRMED = f"{reopening()}; {CONFIRM}"
LAST_AGAIN = {"confirmed_by_id": "%(ann)s", "confirmed_at": "now()"}

GUARDS = {
    "export_kind_is_known": Guard(EXPORT, exported(kind="'rumour'")),
    "export_form_is_known": Guard(EXPORT, exported(form="'pdf'")),
    "export_says_all_of_its_end_or_nothing": Guard(EXPORT, "UPDATE payments_export SET rows = 1 WHERE id = %(begun)s"),
    "export_keeps_its_terms": Guard(EXPORT, "UPDATE payments_export SET by_id = %(bob)s WHERE id = %(begun)s"),
    "export_ends_once": Guard(EXPORT, "UPDATE payments_export SET rows = 2 WHERE id = %(exported)s"),
    "export_is_never_deleted": Guard(EXPORT, "DELETE FROM payments_export"),
    "export_is_never_truncated": Guard(EXPORT, "TRUNCATE payments_export"),
    "payments_period_month_key": Guard(PERIOD, period(month="'2020-03-01'")),
    "period_begins_with_its_month": Guard(PERIOD, period(month="'2020-05-02'")),
    "period_status_is_known": Guard(PERIOD, period(status="'lost'", prepared_by_id="%(ann)s", prepared_at="now()")),
    "period_says_who_prepared_it": Guard(PERIOD, "UPDATE payments_period SET status = 'prepared' WHERE id = %(march)s"),
    "period_says_who_closed_it": Guard(PERIOD, "UPDATE payments_period SET closed_at = now() WHERE id = %(march)s"),
    "period_is_not_closed_by_its_preparer": Guard(
        PERIOD,
        f"{close('february', by='ann')}",
        refusal="period_is_closed_with_its_balances",
        beside=("period_is_closed_with_its_balances",),
    ),
    "period_moves_are_legal": Guard(
        PERIOD,
        "UPDATE payments_period SET status = 'prepared', closed_by_id = NULL, closed_at = NULL WHERE id = %(january)s",
    ),
    "period_keeps_its_terms": Guard(PERIOD, "UPDATE payments_period SET month = '2020-07-01' WHERE id = %(march)s"),
    "period_is_never_deleted": Guard(PERIOD, "DELETE FROM payments_period WHERE id = %(march)s"),
    "period_is_never_truncated": Guard(PERIOD, "TRUNCATE payments_period CASCADE"),
    "period_closes_after_it_ends": Guard(
        PERIOD,
        f"{close('february')}; {PREPARE_MARCH}; {closing()}; {close('march')};"
        + period(
            id="%(fresh)s", month="'2999-01-01'", status="'prepared'", prepared_by_id="%(ann)s", prepared_at="now()"
        )
        + f"; {closing(period_id='%(fresh)s')}; {close('fresh')}",
    ),
    "period_closes_in_order": Guard(PERIOD, f"{PREPARE_MARCH}; {closing()}; {close('march')}"),
    "period_is_closed_with_its_balances": Guard(PERIOD, close("february", closings=2)),
    "period_reopens_by_two": Guard(PERIOD, REOPEN_JANUARY),
    "period_reopens_from_the_last": Guard(PERIOD, f"{CONFIRMED}; {close('february')}; {REOPEN_JANUARY}"),
    "closing_has_its_number": Guard(CLOSING, closing(period_id="%(january)s")),
    "closing_is_not_by_its_preparer": Guard(CLOSING, closing(closed_by_id="%(ann)s")),
    "closing_hash_is_sha256_in_hex": Guard(CLOSING, closing(sha256="'x'")),
    "closing_is_never_changed": Guard(CLOSING, "UPDATE payments_periodclosing SET balances = '[1]'"),
    "closing_is_never_truncated": Guard(CLOSING, "TRUNCATE payments_periodclosing CASCADE"),
    "payments_periodreopening_closing_id_key": Guard(REOPENING, f"{reopening()}; {reopening()}"),
    "reopening_has_a_reason": Guard(REOPENING, reopening(reason="''")),
    "reopening_is_confirmed_by_another": Guard(REOPENING, reopening(**LAST_AGAIN)),
    "reopening_keeps_its_terms": Guard(
        REOPENING, f"{reopening()}; UPDATE payments_periodreopening SET reason = 'another'"
    ),
    "reopening_is_never_deleted": Guard(REOPENING, f"{reopening()}; DELETE FROM payments_periodreopening"),
    "reopening_is_never_truncated": Guard(REOPENING, "TRUNCATE payments_periodreopening"),
    "reopening_is_confirmed_once": Guard(REOPENING, f"{CONFIRMED}; {CONFIRM}"),
}
