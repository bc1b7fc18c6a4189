"""Nothing that opens a door lies among the tracked files: no key, no password, no token but those that open nothing."""

import re
import shutil
import subprocess

import pytest

from tests.test_house import ROOT

SECRETS = {
    "a live Stripe key": r"\b[srp]k_live_[0-9a-zA-Z]{16,}",
    "a test key of a real account": r"\b[sr]k_test_[0-9a-zA-Z]{24,}",
    "a webhook's secret": r"\bwhsec_[0-9a-zA-Z+/]{24,}",
    "a token of ours": r"\blrl_[0-9a-zA-Z_-]{43}\b",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{20}",
    "an AWS key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a GitHub token": r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{40,})",
    "a Slack token": r"\bxox[abprs]-[0-9A-Za-z-]{20,}",
    "a Google key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a JSON web token": r"\beyJ[0-9A-Za-z_-]{20,}\.eyJ[0-9A-Za-z_-]{20,}\.",
    "a password in an address": r"\b(?:postgres(?:ql)?|redis|smtps?|https?)://[^\s:/@{}$<>'\"]+:(?!laurel|secret|password|pass)"
    r"[^\s@{}$<>'\"]{6,}@(?!localhost|127\.|(?:postgres|db|valkey|redis)[:/]|[\w.-]*example)[\w.-]+",
}


def tracked() -> list[str]:
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("these files are not in a repository of git")
    listed = subprocess.run([git, "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def found_in(text: str) -> list[str]:
    return [what for what, form in SECRETS.items() if re.search(form, text)]


def test_no_tracked_file_holds_a_secret():
    names = [name for name in tracked() if not name.endswith((".png", ".mo", ".woff2", ".ico", ".lock"))]
    assert len(names) > 1_000
    held = {name: found for name in names if (found := found_in((ROOT / name).read_text(errors="replace")))}
    assert held == {}


@pytest.mark.parametrize(
    "planted",
    [
        "sk_" + "live_" + "a1" * 12,
        "whsec_" + "b2" * 16,
        "lrl_" + "c" * 43,
        "-----BEGIN RSA " + "PRIVATE KEY-----\n" + "M" * 40,
        "AKIA" + "Q" * 16,
        "postgres://ada:" + "hunter2hunter2@db.corp.internal/x",
    ],
)
def test_a_secret_would_be_seen(planted):
    assert found_in(f"KEY = '{planted}'") != []


def test_no_environment_of_a_machine_is_tracked():
    assert [name for name in tracked() if name.rpartition("/")[2] in {".env", "environment", "id_rsa"}] == []
