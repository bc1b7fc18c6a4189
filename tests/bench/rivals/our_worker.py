"""`manage.py worker` with the handler of one statement: `python -m tests.bench.rivals.our_worker`."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (there only after the setup)

from tests.bench.rivals import effects, handling  # noqa: E402

if __name__ == "__main__":
    assert handling.NAME
    call_command("worker", queues="default", threads=effects.THREADS)
