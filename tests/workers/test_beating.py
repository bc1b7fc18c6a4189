"""What a process says of itself with each beat."""

import os
import socket

from tests.workers import toys
from tests.workers.test_schedule import gone
from workers.beating import Heart
from workers.clock import real_now
from workers.models import ProcessBeat


def test_the_first_beat_says_since_when_and_forgets_processes_of_days_ago(committed_db):
    gone("worker")
    about = {"kind": "worker", "host": socket.gethostname(), "pid": os.getpid()}  # as a process had before us
    ProcessBeat.objects.create(**about, started_at=toys.LONG_AGO, beat_at=real_now())
    heart, before = Heart(ProcessBeat.Kind.WORKER), real_now()
    heart.beat()
    first = ProcessBeat.objects.get()
    assert before < first.started_at <= first.beat_at
    gone("worker")
    heart.beat()
    assert ProcessBeat.objects.count() == 2  # nobody looks for the gone at every beat
    again = ProcessBeat.objects.get(**about)
    assert first.started_at == again.started_at <= first.beat_at < again.beat_at
    heart._hang_up()
