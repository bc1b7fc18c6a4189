"""What a stranger makes of a signed result: all of it is recomputed from the file, and no change stays unseen."""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection, transaction

from bounties.awards.signing import public_key
from bounties.canonical import canonical_bytes, sha256_of
from bounties.judging.verify import main
from bounties.judging.verifying.decisions import decision
from bounties.judging.verifying.envelopes import key_id_of
from tests.bounties.awards.conftest import decide
from tests.bounties.awards.recounting import bundle_of, faults
from tests.bounties.staging import Stage, hold_purse, judging_stage

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Signed:
    """A result along the ranking, and what was known of it in the database."""

    bundle: dict[str, Any]
    terms_sha256: str
    receipts: set[str]
    private: list[str]  # what names a person, or tells an entry or a seat by its id


@pytest.fixture(scope="module")
def signed(django_db_setup, django_db_blocker) -> Signed:
    """One for the whole module: nothing here writes to the database."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            stage = hold_purse(judging_stage())
            stage.judge_all(90, 80, 70)
            decide(stage, [(0, 1), (1, 2)])
            known = Signed(bundle_of(stage), stage.reload().terms_sha256, _receipts(stage), _private(stage))
            transaction.set_rollback(True)
        connection.close()
    return known


def _receipts(stage: Stage) -> set[str]:
    return {version.sha256 for entry in stage.entries for version in entry.versions.all()}


def _private(stage: Stage) -> list[str]:
    people = [stage.owner, *stage.judges, *(entry.entrant for entry in stage.entries)]
    return [
        *(str(one) for person in people for one in (person.pk, person.email, person.name)),
        *(str(one) for entry in stage.entries for one in (entry.pk, entry.title)),
        *(str(seat.pk) for seat in stage.challenge.judgeships.all()),
    ]


def test_a_stranger_recomputes_a_result_with_no_database_and_no_settings(signed, tmp_path, capsys):
    file = tmp_path / "result.json"
    file.write_text(json.dumps(signed.bundle, indent=2))
    key = base64.b64encode(public_key()).decode()
    run = [sys.executable, "-m", "bounties.judging.verify", str(file)]
    done = subprocess.run([*run, "--key", key], check=False, cwd=ROOT, env={}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"\nAll \d+ checks hold\.\n$", done.stdout)
    assert "ok   ranking    the ranking of 3 entries was recounted" in done.stdout
    file.write_text(file.read_text().replace("90.00", "91.00"))
    assert main([str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines if line.startswith("FAIL")] == [["FAIL", "hash"], ["FAIL", "signature"]]
    assert "ok   terms" in "\n".join(lines)
    assert re.fullmatch(r"2 of \d+ checks FAILED\.", lines[-1])


def test_a_file_that_is_no_result_is_told_in_a_sentence(tmp_path, capsys):
    file = tmp_path / "result.json"
    for text in ("", "[]", '{"document": 5}', "\xff", "[" * 100_000):
        file.write_text(text, encoding="latin-1")
        assert main([str(file)]) == 1
        assert len(capsys.readouterr().out.splitlines()) == 1
    assert main([str(tmp_path / "none.json")]) == 1
    assert capsys.readouterr().out == f"FAIL {tmp_path / 'none.json'} cannot be read: No such file or directory.\n"
    file.write_text('{"document": {}}')
    assert main([str(file), "--key", "???"]) == 1
    assert main([str(file)]) == 1
    assert "Traceback" not in capsys.readouterr().out


def test_whose_key_it_is_is_said_only_where_the_reader_names_one(signed, tmp_path, capsys):
    file = tmp_path / "result.json"
    file.write_text(json.dumps(signed.bundle))
    for asked, code, sentence in (
        ([], 0, "NOT CHECKED whose key"),
        (["--key", base64.b64encode(public_key()).decode()], 0, "is one that you trust"),
        (["--key", base64.b64encode(bytes(32)).decode()], 1, "is none that you trust"),
    ):
        assert main([str(file), *asked]) == code
        assert sentence in capsys.readouterr().out
    for no_key in ("no key", base64.b64encode(public_key()).decode() + "!"):
        assert main([str(file), "--key", no_key]) == 1
        said = f"FAIL {no_key} is neither a public key in base64 nor a file of such keys.\n"
        assert capsys.readouterr().out == said


TAMPERINGS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "the challenge": lambda it: it["challenge"].update(id=str(UUID(int=1))),
    "a prize in the terms": lambda it: it["terms"]["document"]["prizes"][0].update(amount=1),
    "a weight in the terms": lambda it: it["terms"]["document"]["criteria"][0].update(weight=10),
    "the terms' hash": lambda it: it["terms"].update(sha256="0" * 64),
    "a receipt's hash": lambda it: it["receipts"][0].update(sha256="0" * 64),
    "a receipt's hash cut short": lambda it: it["receipts"][0].update(sha256="0" * 63),
    "the order of the receipts": lambda it: it["receipts"].reverse(),
    "a receipt's hour": lambda it: it["receipts"][0].update(received_at="2030-01-01T00:00:00+00:00"),
    "a receipt left out": lambda it: it["receipts"].pop(),
    "who was judged": lambda it: it["receipts"][0].update(judged=False),
    "a score": lambda it: it["scoring"]["cards"][0]["points"].__setitem__(0, "1.00"),
    "a score over the scale": lambda it: it["scoring"]["cards"][0]["points"].__setitem__(0, "101"),
    "a card left out": lambda it: it["scoring"]["cards"].pop(),
    "a card doubled": lambda it: it["scoring"]["cards"].append(it["scoring"]["cards"][0]),
    "the rule": lambda it: it["scoring"].update(rule="median"),
    "an option": lambda it: it["scoring"]["options"].update(places=1),
    "the quorum": lambda it: it["scoring"].update(quorum=3),
    "a rank": lambda it: it["ranking"][0].update(rank=2),
    "a published score": lambda it: it["ranking"][0].update(score="90.0001"),
    "the order": lambda it: it["ranking"].reverse(),
    "who won": lambda it: it["awards"][0].update(entry=it["ranking"][2]["entry"]),
    "an amount": lambda it: it["awards"][0].update(amount=1),
    "a currency": lambda it: it["awards"][0].update(currency="eur"),
    "two winners of one place": lambda it: it["awards"][1].update(rank=1, amount=100_000),
    "the rule of the decision": lambda it: it["decision"].update(kind="kill_fee"),
    "no qualified entry": lambda it: it["decision"].update(kind="none"),
    "nobody awarded": lambda it: it["decision"].update(kind="nobody"),
    "votes that the rule does not count": lambda it: it["decision"].update(kind="blend"),
    "its kind": lambda it: it.update(kind="other"),
    "its version": lambda it: it.update(version=2),
}
# What only the signature holds: nothing else in the document says it too.
SIGNED_ONLY = {"the challenge", "a receipt's hash"}


def test_whatever_is_changed_is_found_and_a_new_signature_does_not_hide_it(signed):
    """First the change alone; then with the hash and a signature by a key of the forger's own."""
    bundle = signed.bundle
    assert faults(bundle, {public_key()}) == {}
    forger = Ed25519PrivateKey.generate()
    own = forger.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    unseen = []
    for name, change in TAMPERINGS.items():
        changed = deepcopy(bundle)
        change(changed["document"])
        if not {"hash", "signature"} <= faults(changed).keys():
            unseen.append(f"{name}, unsigned")
        signature = forger.sign(canonical_bytes(changed["document"]))
        changed |= {
            "sha256": sha256_of(changed["document"]),
            "public_key": base64.b64encode(own).decode(),
            "key_id": key_id_of(own),
            "signature": base64.b64encode(signature).decode(),
        }
        if "key" not in faults(changed, {public_key()}):
            unseen.append(f"{name}, by another key")
        if name not in SIGNED_ONLY and not faults(changed):
            unseen.append(f"{name}, signed again")
    assert unseen == []


def test_a_kind_of_decision_that_the_program_does_not_know_is_not_said_to_hold(signed):
    later = deepcopy(signed.bundle["document"])
    later["decision"]["kind"] = "lots"
    assert decision(later) == "NOT CHECKED: this program does not know decisions by lots"


def test_the_envelope_itself_cannot_be_changed(signed):
    bundle = signed.bundle
    for name, value in {
        "sha256": "0" * 64,
        "signature": base64.b64encode(bytes(64)).decode(),
        "public_key": base64.b64encode(bytes(32)).decode(),
        "key_id": "0" * 16,
        "algorithm": "none",
    }.items():
        assert faults(bundle | {name: value}), name


def test_nothing_in_it_names_a_person_or_tells_an_entry_by_its_id(signed):
    text = json.dumps(signed.bundle)
    assert len(signed.private) > 20
    assert [word for word in signed.private if word in text] == []


def test_entries_stand_in_the_order_of_their_aliases_and_judges_under_numbers(signed):
    document = signed.bundle["document"]
    names = [row["entry"] for row in document["receipts"]]
    assert names == sorted(names)
    assert {card["judge"] for card in document["scoring"]["cards"]} == {"J1", "J2"}


def test_it_says_what_the_ranking_and_the_receipts_said(signed):
    document = signed.bundle["document"]
    assert [Decimal(row["score"]) for row in document["ranking"]] == [90, 80, 70]
    assert document["terms"]["sha256"] == signed.terms_sha256
    assert {row["sha256"] for row in document["receipts"]} == signed.receipts
