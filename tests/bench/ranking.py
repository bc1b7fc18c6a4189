"""From the scorecards to the ranking in at most 2 seconds of processor time: 10,000 entries, 5 judges, 6 criteria.

    python -m tests.bench.ranking [--profile]

Starts a PostgreSQL of its own; a fresh process fills it, ranks by each rule, and rolls everything back.
"""

import argparse
import os
import subprocess
import sys

from tests.servers import Servers


def main() -> None:
    """Measure in a fresh process, whose settings know the database's address."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", action="store_true", help="show where the slowest rule spends its time")
    given = parser.parse_args()
    servers = Servers()
    try:
        servers.start()
        environment = os.environ | {
            "DATABASE_URL": os.environ["LAUREL_TEST_TEMPLATE_URL"], "CACHE_URL": "locmemcache://",
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.bench.ranking_process", *(["profile"] if given.profile else [])]
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    finally:
        servers.stop()


if __name__ == "__main__":
    main()
