"""The faults that a careless change would bring, one of each kind, and the tests that must name them."""

from tests.campaigns.planted.bed import Fault, swapped

KEPT_ONCE = "ALTER TABLE workers_delivery DROP CONSTRAINT delivery_is_one_per_event_and_handler"
LIST = "self.get_serializer(rows, many=True).data"


def faults() -> list[Fault]:
    """Read from the house as it stands: one whose text is gone must be written anew."""
    return [
        swapped(
            "a lock removed",
            "config/api/keeping.py",
            ("SELECT pg_try_advisory_xact_lock(%s)", "SELECT %s::numeric IS NOT NULL"),
            ("tests/config/api/test_idempotency.py::test_meeting_itself_in_flight_is_a_conflict",),
            "test_meeting_itself_in_flight_is_a_conflict",
        ),
        swapped(
            "a constraint dropped",
            "tests/conftest.py",
            (
                '"""Nothing to create: tests/servers.py cloned this worker\'s database before Django started."""',
                "import os, psycopg\n"
                f'    psycopg.connect(os.environ["DATABASE_URL"], autocommit=True).execute("{KEPT_ONCE}")',
            ),
            ("tests/test_guards.py",),
            "delivery_is_one_per_event_and_handler",
        ),
        swapped(
            "a rule skipped in one view",
            "bounties/entries/api/showing.py",
            ("Entry.objects.visible_to(request.user)", "Entry.objects.all()"),
            ("tests/test_authorisation.py::test_everyone_gets_through_the_doors_of_the_api_that_the_table_says",),
            ": stranger should hear 404",
        ),
        swapped(
            "a question for each row",
            "payments/api/payouts.py",
            ('.select_related("purse").prefetch_related("legs")', ""),
            ("tests/payments/api/test_payouts.py", "-k", "same_number_of_questions"),
            "test_the_list_asks_the_same_number_of_questions_whatever_its_length",
        ),
        swapped(
            "a name in what a judge is sent",
            "bounties/judging/api/views.py",
            (LIST, f'[{{**row, "by": one.entry.entrant.name}} for row, one in zip({LIST}, page or [], strict=True)]'),
            ("tests/bounties/judging/test_blindness.py",),
            "/judging",
        ),
    ]
