"""`python -m payments.simulator`: serve until told to stop."""

import argparse
import asyncio
import logging
from typing import Any

from payments.simulator.options import Endpoint, Options
from payments.simulator.serving import listen, serve

EXAMPLES = """examples:
  python -m payments.simulator --state s.sqlite3 --secret-key sk_test_x --control-token t
      serve on free ports; the one line of JSON that it prints has the addresses

  python -m payments.simulator --state s.sqlite3 --secret-key sk_test_x --control-token t \\
      --port 8911 --control-port 8912 --webhook http://127.0.0.1:8000/stripe/webhook --secret whsec_x
      tell an application on port 8000 what happens, as Stripe would

  curl -s localhost:8911/v1/balance -u sk_test_x:
      ask it as you would ask Stripe

  curl -s localhost:8912/advance -H 'Authorization: Bearer t' -d '{"seconds": 86400}'
      let a day pass; payments/simulator/README.md has a line for each verb
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m payments.simulator",
        description="A Stripe in test mode, for this machine.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="of the API and the hosted pages; 0 takes a free one")
    parser.add_argument("--control-port", type=int, default=0, help="of the control plane; 0 takes a free one")
    parser.add_argument("--control-token", required=True, help="what callers of the control plane must bear")
    parser.add_argument("--state", required=True, metavar="FILE", help="the SQLite file that holds everything")
    parser.add_argument("--secret-key", required=True, help="the one key it takes; begins with sk_test_")
    parser.add_argument("--public-url", default="", help="what hosted pages' addresses begin with")
    _add_webhooks(parser)
    parser.add_argument("--settle-seconds", type=float, default=1.0, help="from charged to available")
    parser.add_argument("--booking-seconds", type=float, default=0.0, help="until a charge has its balance transaction")
    parser.add_argument(
        "--payout-seconds", type=float, default=2.0, help="from transferred to the payee's bank; 0 is never"
    )
    parser.add_argument("--country", default="US", help="of the platform")
    parser.add_argument("--currency", default="usd", help="of the platform")
    return parser


def _add_webhooks(parser: argparse.ArgumentParser) -> None:
    """Each may be given several times."""
    several: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--webhook", metavar="URL", help="endpoint of the platform's events", **several)
    parser.add_argument("--secret", help="of the --webhook in the same place", **several)
    parser.add_argument("--connect-webhook", metavar="URL", help="of connected accounts' events", **several)
    parser.add_argument("--connect-secret", help="of the --connect-webhook in the same place", **several)


def _endpoints(parser: argparse.ArgumentParser, given: argparse.Namespace) -> tuple[Endpoint, ...]:
    pairs = ((given.webhook, given.secret, False), (given.connect_webhook, given.connect_secret, True))
    if any(len(urls) != len(secrets) for urls, secrets, _ in pairs):
        parser.error("each webhook needs its secret")
    return tuple(
        Endpoint(*pair, connect) for urls, secrets, connect in pairs for pair in zip(urls, secrets, strict=True)
    )


def main() -> None:
    """Read the command line, then serve."""
    parser = _parser()
    given = parser.parse_args()
    if not given.secret_key.startswith("sk_test_"):
        parser.error("--secret-key must begin with sk_test_")
    logging.basicConfig(level=logging.WARNING, format="simulator: %(levelname)s %(message)s")
    options = Options(
        state=given.state,
        secret_key=given.secret_key,
        control_token=given.control_token,
        base_url=given.public_url.rstrip("/"),
        endpoints=_endpoints(parser, given),
        booking_seconds=given.booking_seconds,
        settle_seconds=given.settle_seconds,
        payout_seconds=given.payout_seconds,
        country=given.country,
        currency=given.currency,
    )
    asyncio.run(serve(options, listen(given.host, given.port), listen(given.host, given.control_port)))


if __name__ == "__main__":
    main()
