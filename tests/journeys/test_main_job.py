"""The main job over HTTP on a running stack, as `make story` plays it, while processes are killed."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What stands in the demo: every status that there is.
STATUSES = {
    "draft", "in_review", "changes_requested", "approved", "rejected", "funding", "scheduled", "open", "judging",
    "provisional", "awarding", "completed", "paused", "cancelled", "expired", "no_award",
}  # fmt: skip
pytestmark = pytest.mark.xdist_group("demo")


def run(stack, *command):
    """One of our commands beside the stack, in its environment; if it fails, with what the stack logged as a crash."""
    told = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=stack.environment, capture_output=True, text=True,
        check=False, timeout=420,
    )  # fmt: skip
    if told.returncode:
        told.stderr += crashes(stack)
    return told


def crashes(stack):
    """The last traceback of each process, whole: the stack and its logs are gone when the tests are over."""
    logs = {log.name: log.read_text(errors="replace") for log in (stack.state / "logs").glob("*.log")}
    return "".join(
        f"\n{name}: {text[max(at - 400, 0) : at + 12_000]}"
        for name, text in logs.items()
        if (at := text.rfind("Traceback")) >= 0
    )


def post(stack, path, body, token=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"{stack.described()['web']}{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def get(stack, path, token):
    request = urllib.request.Request(f"{stack.described()['web']}{path}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def token_of(stack, name):
    body = {"email": f"{name}@demo.test", "password": "laurel-demo", "name": "test"}
    return post(stack, "/api/v1/tokens", body)["token"]


def test_the_demo_has_a_challenge_in_every_status(demo_stack):
    query = """
from bounties.challenges.models import Challenge
print(*set(Challenge.objects.values_list("status", flat=True)))
"""
    assert set(run(demo_stack, "shell", "--no-imports", "-c", query).stdout.split()) == STATUSES


def test_the_demo_s_books_agree_with_stripe(demo_stack):
    rows = get(demo_stack, "/api/v1/finance/summary", token_of(demo_stack, "finance1"))["currencies"]
    assert {row["currency"] for row in rows} == {"usd", "eur", "gbp"}
    assert [row["difference"] for row in rows] == [0, 0, 0]


def test_the_winners_are_paid_though_worker_and_relay_are_killed(demo_stack):
    told = run(demo_stack, "story", "--trouble")
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count("kill -9") == 3
    assert told.stdout.count("payout transferred") + told.stdout.count("payout banked") == 2
    closed_late = float(told.stdout.split("closed ")[1].split(" s after")[0])
    assert closed_late >= 0
    proof = run(demo_stack, "self_check")
    assert proof.returncode == 0, proof.stdout + proof.stderr
