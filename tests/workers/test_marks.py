"""A mark is another after each change, whoever commits first, and stays the same while its numbers are summed up."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from workers import marks
from workers.models import Mark
from workers.registry import ticks

ADD = marks.ADD.format(topic="toys", largest=marks.NUMBERS - 1)


@pytest.fixture
def sessions(committed_db: None) -> Iterator[list[psycopg.Connection]]:
    url = connection.get_connection_params() | {"autocommit": False}
    del url["context"], url["cursor_factory"]
    opened = [psycopg.connect(**{name: value for name, value in url.items() if value is not None}) for _ in range(2)]
    yield opened
    for one in opened:
        one.close()


def test_of_two_changes_at_once_each_is_seen_when_it_is_committed_and_not_before(sessions):
    first, second = sessions
    seen = [marks.mark_of("toys")]
    first.execute(ADD)
    second.execute(ADD)
    assert marks.mark_of("toys") == seen[0]
    for session in (second, first):  # the one that began later is done earlier
        session.commit()
        seen.append(marks.mark_of("toys"))
    assert len(set(seen)) == 3


@pytest.mark.django_db
def test_summing_up_changes_no_mark_and_leaves_one_row_of_each_topic():
    many = [Mark(topic=topic, number=marks.NUMBERS - number) for topic in ("a", "b") for number in range(1, 80)]
    Mark.objects.bulk_create(many)
    before = [marks.mark_of(topic) for topic in ("a", "b", "c")]
    ticks["workers.handlers.fold_marks"].run()
    assert [marks.mark_of(topic) for topic in ("a", "b", "c")] == before
    assert sorted(Mark.objects.values_list("topic", flat=True)) == ["a", "b"]
    assert before[0] != before[2] == 0


@pytest.mark.django_db
def test_a_few_are_left_as_they_are():
    Mark.objects.bulk_create([Mark(topic="a", number=1), Mark(topic="a", number=2)])
    marks.fold()
    assert Mark.objects.count() == 2
