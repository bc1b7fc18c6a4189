"""A Celery application; `celery -A tests.bench.rivals.celery_worker worker` runs it, as its documentation says.

Results are off and a hundred messages are read ahead, which is faster than its defaults.
"""

import os

from celery import Celery

from tests.bench.rivals.effects import keep

app = Celery("bench", broker=os.environ["REDIS_URL"])
app.conf.update(
    task_ignore_result=True, worker_prefetch_multiplier=25, task_default_queue="celery_bench",
    worker_hijack_root_logger=False, broker_connection_retry_on_startup=True,
)  # fmt: skip
task = app.task(name="keep")(keep)
