"""The simulator as tests use it: its own process, its control plane, and a payer at its hosted pages."""

import json
import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests
import stripe

ROOT = Path(__file__).parent.parent
SECRET_KEY = "sk_test_laurel"  # as in tests/servers.py, so that the service under test can use it
GOOD, DECLINED, ASKS_FOR_3DS = "4242424242424242", "4000000000000002", "4000002500003155"
NOTHING_SETTLES = ("--settle-seconds", "3600")  # by itself
AT_ONCE = "4000000000000077"  # good, and available at once


class ControlClient:
    """The control plane's verbs (payments/simulator/control.py), each answering its JSON or raising."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.headers = url, {"Authorization": f"Bearer {token}"}
        self.session = requests.Session()  # one connection, and no look at each variable that may name a proxy
        self.session.trust_env = False

    def _do(self, method: str, path: str, **given: Any) -> Any:
        response = self.session.request(method, self.url + path, json=given, headers=self.headers, timeout=20)
        response.raise_for_status()
        return response.json()

    def advance(self, seconds: float) -> None:
        """Move its clock; whatever became due has happened when this returns."""
        self._do("POST", "/advance", seconds=seconds)

    def fault(self, operation: str, kind: str, *, times: int = 1, seconds: float = 1) -> None:
        """`fault("POST /v1/transfers", "drop_after")`; `*` is any operation."""
        self._do("POST", "/faults", operation=operation, kind=kind, times=times, seconds=seconds)

    def forget_faults(self) -> None:
        self._do("DELETE", "/faults")

    def webhooks(self, mode: str, *, seconds: float = 5) -> None:
        """`drop`: none is sent; `duplicate`: each twice; `shuffle`: out of order; `late`: after so many seconds;
        `forge`, `stale`: before each, one that must be refused; `deliver`: as usual."""
        self._do("POST", "/webhooks", mode=mode, seconds=seconds)

    def account(self, account: str, **state: Any) -> dict[str, Any]:
        """`account("acct_1", transfers="inactive")`, `account("acct_1", outcome="complete")`."""
        return self._do("POST", f"/accounts/{account}", **state)

    def add_funds(self, amount: int, currency: str = "usd") -> None:
        self._do("POST", "/balance", amount=amount, currency=currency)

    def move(self, amount: int, **terms: Any) -> dict[str, Any]:
        """A line that nothing explains: `move(-250, kind="stripe_fee", category="fee")`."""
        return self._do("POST", "/movements", amount=amount, **terms)

    def settle(self, currency: str, *, into: str, rate: str) -> None:
        """Payments in `currency` are booked in the currency `into` from now on."""
        self._do("POST", "/settlement", currency=currency, into=into, rate=rate)

    def settle_everything(self) -> None:
        """What is booked later, and what is pending, is available now; the clock stands still."""
        self._do("POST", "/settle")

    def end_payment(self, payment: str, status: str) -> dict[str, Any]:
        """A delayed payment (its session or intent) is `succeeded` or `failed` now."""
        return self._do("POST", f"/payments/{payment}", status=status)

    def dispute(self, charge: str, **facts: Any) -> dict[str, Any]:
        """`dispute("ch_1", amount=100, reason="fraudulent", inquiry=True)`; without facts all that is left."""
        return self._do("POST", f"/charges/{charge}/dispute", **facts)

    def decide(self, dispute: str, status: str) -> dict[str, Any]:
        """The bank decides: `won`, `lost`, or of an inquiry `escalated`."""
        return self._do("POST", f"/disputes/{dispute}", status=status)

    def fail_refund(self, refund: str) -> dict[str, Any]:
        return self._do("POST", f"/refunds/{refund}/fail")

    def deauthorize(self, account: str) -> None:
        """Its owner ends the connection: to the platform it exists no more."""
        self._do("POST", f"/accounts/{account}/deauthorize")

    def bank(self, account: str, *, fails_with: str | None = None, fingerprint: str | None = None) -> dict[str, Any]:
        """Its owner names another bank account, whose payouts fail with that code (`account_closed`) or arrive."""
        return self._do("POST", f"/accounts/{account}/bank", fails_with=fails_with, fingerprint=fingerprint)

    def fail_payout(self, payout: str, *, failure_code: str = "account_closed") -> dict[str, Any]:
        """The bank turns a payout away, even after it was paid."""
        return self._do("POST", f"/payouts/{payout}/fail", failure_code=failure_code)

    def dump(self) -> dict[str, Any]:
        return self._do("GET", "/dump")

    def reset(self) -> None:
        self._do("POST", "/reset")


class SimulatorProcess:
    """A simulator on free ports. `endpoints` are (url, secret) of the platform's webhooks, `connect` of Connect's."""

    def __init__(
        self,
        state: Path,
        *,
        endpoints: tuple[tuple[str, str], ...] = (),
        connect: tuple[tuple[str, str], ...] = (),
        flags: tuple[str, ...] = (),
    ) -> None:
        self.state, self.secret_key, self.token = state, SECRET_KEY, secrets.token_hex(8)
        self.flags = [*flags]
        for option, pairs in (("", endpoints), ("connect-", connect)):
            for url, secret in pairs:
                self.flags += [f"--{option}webhook", url, f"--{option}secret", secret]

    def start(self, *, port: int = 0) -> None:
        """Serving when this returns; the same state file continues where it ended."""
        command = [sys.executable, "-m", "payments.simulator", "--state", str(self.state), "--port", str(port)]
        command += ["--secret-key", self.secret_key, "--control-token", self.token, *self.flags]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.api: str = told["api"]
        self.control = ControlClient(told["control"], self.token)

    def stop(self) -> None:
        """As a supervisor would."""
        self.process.terminate()
        self.process.wait(timeout=10)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)

    def client(self, *, max_network_retries: int = 0) -> stripe.StripeClient:
        """The official SDK, pointed here."""
        return stripe.StripeClient(
            self.secret_key, base_addresses={"api": self.api}, max_network_retries=max_network_retries
        )


def fill(url: str, **fields: str) -> requests.Response:
    """Open a hosted page, and send its form; redirects are not followed."""
    page = requests.get(url, timeout=20, allow_redirects=False)
    if page.status_code != 200:
        return page
    for name in fields:
        assert re.search(f'name="{name}"', page.text), f"the page has no control named {name}"
    return requests.post(url, data=fields, timeout=20, allow_redirects=False)
