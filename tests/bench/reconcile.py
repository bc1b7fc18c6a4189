"""Comparing 100,000 of Stripe's lines with our postings takes at most 3 times the pure SQL full join of both.

    python -m tests.bench.reconcile [--lines 100000] [--explain]

Starts a PostgreSQL of its own; a fresh process fills it, compares, and rolls everything back.
"""

import argparse
import os
import subprocess
import sys

from tests.servers import Servers


def main() -> None:
    """Measure in a fresh process, whose settings know the database's address."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--explain", action="store_true", help="show both plans")
    given = parser.parse_args()
    servers = Servers()
    try:
        servers.start()
        environment = os.environ | {
            "DATABASE_URL": os.environ["LAUREL_TEST_TEMPLATE_URL"], "CACHE_URL": "locmemcache://",
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.bench.reconcile_process", str(given.lines)]
        command += ["explain"] if given.explain else []
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    finally:
        servers.stop()


if __name__ == "__main__":
    main()
