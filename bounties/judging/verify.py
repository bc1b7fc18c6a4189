"""`python -m bounties.judging.verify FILE [--key PUBLIC]`: a signed result, recomputed by anyone, offline.

Needs no database, no settings and no network. Prints what it checked line by line; exit code 0 if all of it holds.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bounties.judging.verifying import ballots, decisions, envelopes, revisions, statements
from bounties.judging.verifying.envelopes import Mismatch

# What a document may do to a reader that expects another shape.
MALFORMED = (KeyError, IndexError, TypeError, ValueError, ArithmeticError, AttributeError)
STATEMENTS: list[tuple[str, Callable[[Mapping[str, Any]], str]]] = [
    ("terms", statements.terms),
    ("receipts", statements.receipts),
    ("rule", statements.rule),
    ("scorecards", statements.scorecards),
    ("ranking", statements.ranking),
    ("ballot", ballots.ballot),
    ("decision", decisions.decision),
    ("awards", decisions.awards),
    ("revisions", revisions.revisions),
    ("outcome", decisions.outcome),
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked."""

    name: str
    holds: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.holds else 'FAIL'} {self.name:10} {self.sentence}"


def findings(bundle: Mapping[str, Any], keys: set[bytes] | None = None) -> Iterator[Finding]:
    """Everything that can be checked of a bundle; with `keys` also that one of them signed it."""
    yield _tried("form", lambda: envelopes.form(bundle))
    yield _tried("hash", lambda: envelopes.fingerprint(bundle))
    yield _tried("signature", lambda: envelopes.signature(bundle))
    yield _tried("key", lambda: envelopes.trust(bundle, keys))
    for name, check in STATEMENTS:
        yield _tried(name, lambda check=check: check(bundle["document"]))  # type: ignore[misc]


def _tried(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except Mismatch as mismatch:
        return Finding(name, False, str(mismatch))
    except MALFORMED as error:
        return Finding(name, False, f"cannot be read: {type(error).__name__}: {error}.")


def main(arguments: list[str]) -> int:
    """Check one file, print the findings, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bounties.judging.verify", description="Recompute a signed result.")
    parser.add_argument("file", type=Path, help="the bundle: GET /api/v1/challenges/ID/result-bundle")
    parser.add_argument("--key", help="the platform's public key in base64, or its laurel-keys.json")
    asked = parser.parse_args(arguments)
    try:
        keys = envelopes.keys_in(asked.key) if asked.key else None
        found = list(findings(envelopes.read(asked.file), keys))
    except Mismatch as refusal:
        sys.stdout.write(f"FAIL {refusal}\n")
        return 1
    failed = sum(not finding.holds for finding in found)
    verdict = f"{failed} of {len(found)} checks FAILED." if failed else f"All {len(found)} checks hold."
    sys.stdout.write("".join(f"{line}\n" for line in [*found, verdict]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
