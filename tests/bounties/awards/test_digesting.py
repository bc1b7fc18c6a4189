"""The public digest: every decided appeal among at least five, and nothing by which anybody is known."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bounties.awards.digesting import digest
from bounties.awards.models import Appeal
from tests.bounties.awards.conftest import award_of, contest
from tests.bounties.conftest import client_of, make_user
from tests.clock import move_clock
from workers.clock import laurel_now

QUARTER = 92 * 86_400


@pytest.fixture
def appeal(decided) -> Appeal:
    return contest(decided)


def over(appeal: Appeal, number: int, *, ground: str = "other", outcome: str = "upheld") -> None:
    """So many more that were opened now, and decided at once by the clock."""
    for _ in range(number):
        now = laurel_now()
        more = Appeal.objects.create(
            **{name: getattr(appeal, name) for name in ("challenge", "award", "entry", "window_left")},
            appellant=make_user(),
            reason="Private.",
            ground=ground,
            answer_by=now,
            due_at=now,
        )
        Appeal.objects.filter(pk=more.pk).update(
            status=outcome, due_at=None, decided_at=more.opened_at + timedelta(hours=50), verdict="Secret."
        )


def told() -> list[tuple[str, int]]:
    return [(batch.ends, len(batch.cases)) for batch in digest().results]


def test_nothing_is_told_before_the_quarter_is_over_and_never_of_fewer_than_five(appeal):
    over(appeal, 3)
    assert told() == []
    move_clock(seconds=QUARTER)
    assert told() == []
    over(appeal, 2, ground="plagiarism", outcome="annulled")
    move_clock(seconds=QUARTER)
    ((_, cases),) = told()
    assert cases == 5


def test_no_text_of_anybody_s_is_read_for_it_however_many_cases_there_are(appeal):
    over(appeal, 2)
    with CaptureQueriesContext(connection) as asked:
        digest()
    assert not [query for query in asked if "statement" in query["sql"] or "reason" in query["sql"]]


def test_a_case_says_what_was_contested_and_how_it_ended_and_nothing_else(appeal, decided):
    over(appeal, 4)
    over(appeal, 2, ground="plagiarism", outcome="annulled")
    move_clock(seconds=QUARTER)
    answer = client_of(None).get("/api/v1/appeals/digest")
    (batch,) = answer.json()["results"]
    assert batch["cases"][0] == {
        "format": "prize", "subject": "award", "ground": "other", "outcome": "upheld", "days": 3, "by_the_clock": True,
    }  # fmt: skip
    assert [tuple(row.values()) for row in batch["tallies"]] == [("other", "upheld", 4), ("plagiarism", "annulled", 2)]
    written = answer.content.decode()
    people = [decided.challenge.title, decided.owner.name, appeal.appellant.name, "Private", "Secret"]
    assert not [word for word in [*people, str(award_of(decided, 0).pk), str(appeal.entry_id)] if word in written]
