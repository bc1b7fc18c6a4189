"""The database's clock: shifted only where it may be, rehearsed only in a transaction that never lasts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import Error, connection, transaction

from tests.clock import move_clock
from workers import clock
from workers.clock import laurel_now, look_ahead, real_now, refuse_a_moved_clock, rehearsal
from workers.errors import ClockMoved, OutsideTransaction
from workers.models import Clock


def test_the_clock_is_real_and_runs_within_a_transaction(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT laurel_now() - clock_timestamp()")
        assert abs(cursor.fetchone()[0]) < timedelta(seconds=1)
    assert laurel_now() < laurel_now()


def test_the_real_time_is_real_whatever_the_clock_pretends(db):
    move_clock(seconds=3600)
    assert timedelta(minutes=59) < laurel_now() - real_now() < timedelta(minutes=61)


def test_moves_add_up(db):
    before = laurel_now()
    move_clock(seconds=3600)
    move_clock(seconds=-600)
    assert timedelta(minutes=50) <= laurel_now() - before < timedelta(minutes=51)


def test_only_the_local_stack_may_move_the_clock(db, settings):
    settings.LAUREL_LOCAL = False
    with pytest.raises(ClockMoved):
        clock.move_clock(timedelta(seconds=1))
    refuse_a_moved_clock()
    Clock.objects.create(shift=timedelta(seconds=1))
    with pytest.raises(ClockMoved):
        refuse_a_moved_clock()


@pytest.mark.parametrize("command", ["relay", "worker"])
def test_no_process_starts_under_a_moved_clock_but_in_the_local_stack(committed_db, settings, command):
    settings.LAUREL_LOCAL = False
    Clock.objects.create(shift=timedelta(seconds=1))
    with ThreadPoolExecutor() as aside:  # where one that went on would not get far: it could not listen for signals
        assert isinstance(aside.submit(call_command, command).exception(), ClockMoved)


def test_there_is_one_clock(db):
    with pytest.raises(Error, match="there_is_one_clock"):
        Clock.objects.create(id=2, shift=timedelta(0))


def test_a_rehearsal_sees_the_future_and_leaves_nothing(committed_db):
    before = laurel_now()
    with rehearsal(timedelta(days=3)):
        assert laurel_now() - before >= timedelta(days=3)
        Clock.objects.create(shift=timedelta(0))
    assert Clock.objects.count() == 0
    assert laurel_now() - before < timedelta(days=1)


def test_a_rehearsals_offset_never_leaks_into_another_transaction(committed_db):
    before = laurel_now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('laurel.rehearsal', pg_current_xact_id()::text || '|3 days', false)")
        assert laurel_now() - before >= timedelta(days=3)
    assert laurel_now() - before < timedelta(days=1)
    with transaction.atomic():
        assert laurel_now() - before < timedelta(days=1)


def test_nobody_looks_ahead_where_nothing_could_be_rolled_back(committed_db):
    with pytest.raises(OutsideTransaction):
        look_ahead(timedelta(days=3))
