"""A bare Dramatiq worker with its usual middleware, in one process with as many threads as ours."""

import os
import time

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from tests.bench.rivals.effects import THREADS, keep

broker = RedisBroker(url=os.environ["REDIS_URL"], namespace="bare")
actor = dramatiq.actor(broker=broker, actor_name="keep", queue_name="bare")(keep)

if __name__ == "__main__":
    dramatiq.Worker(broker, worker_threads=THREADS).start()
    while True:
        time.sleep(60)
