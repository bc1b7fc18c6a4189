"""Every constraint and trigger of ballots refuses its forbidden act, and nothing else would."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from bounties.ballots import auditing, casting
from bounties.ballots.models import Audit, Ballot, Choice, Flag, FlagStatus, Tally, Trace
from tests.bounties.ballots.conftest import HERE, audited, vote, vote_stage
from tests.bounties.conftest import make_staff, make_user
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now

SHA = "a" * 64


class World:
    """One vote that is open, one in its audit with a void and a valid ballot and a flag, and one that is over."""

    def __init__(self) -> None:
        self.open = vote_stage(entries=2)
        self.own = self.open.entries[0]
        self.ballot = vote(self.open, self.own.entrant, e1=1)
        self.valid = self._in_audit()

    def _in_audit(self) -> Ballot:
        stage = vote_stage(entries=1, judge_by=self.open.challenge.judge_by)
        self.void, valid = (vote(stage, origin=HERE, e0=1) for _ in range(2))
        return valid

    def audit(self) -> None:
        """The other vote's audit; the open one's window is over too."""
        challenge = self.valid.challenge
        audited_stage = type("Stage", (), {"challenge": challenge, "reload": lambda _: challenge})()
        audited(audited_stage)
        auditing.void(ballot_id=self.void.pk, reason="Bought.", by=make_staff("moderator"))
        self.flag = Flag.objects.get(challenge=challenge, kind="device")
        self.tally = Tally.objects.create(challenge=self.open.challenge, counted=0, voided=0, placings=[])

    def choose(self, **fields: Any) -> Choice:
        given = {"ballot": self.ballot, "number": 7, "marks": {str(self.open.entries[1].pk): 1}} | fields
        return Choice.objects.create(**given)

    def begin(self, **fields: Any) -> Ballot:
        return Ballot.objects.create(**{"challenge": self.open.challenge, "voter": make_user()} | fields)

    def trace(self, **fields: Any) -> Trace:
        return Trace.objects.create(**{"ballot": self.ballot, "kind": "device", "digest": SHA} | fields)

    def answered(self, **fields: Any) -> None:
        Flag.objects.filter(pk=self.flag.pk).update(**fields)


def void(world: World, name: str, **fields: Any) -> None:
    given = {"voided_at": laurel_now(), "voided_by": world.own.entrant, "void_reason": "x"} | fields
    Ballot.objects.filter(pk=getattr(world, name).pk).update(**given)


def trace_twice(world: World) -> None:
    world.trace()
    world.trace()


def truncate(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; TRUNCATE ballots_choice")


def answer_again(world: World) -> None:
    said = {"reason": "x", "decided_by": world.own.entrant, "decided_at": laurel_now()}
    world.answered(status=FlagStatus.DISMISSED, **said)
    world.answered(status=FlagStatus.UPHELD)


Act = Callable[[World], Any]
VOTING: dict[str, Act] = {
    "ballot_is_one_per_person": lambda world: world.begin(voter=world.own.entrant),
    "ballot_receipt_is_its_own": lambda world: world.begin(receipt=world.ballot.receipt),
    "ballot_receipt_is_128_bits": lambda world: world.begin(receipt="x"),
    "ballot_stays_its_voters": lambda world: Ballot.objects.filter(pk=world.ballot.pk).update(receipt="b" * 32),
    "ballot_is_never_deleted": lambda world: world.begin().delete(),
    "ballot_is_voided_in_the_audit": lambda world: void(world, "ballot"),
    "ballot_choices_are_numbered": lambda world: world.choose(number=1),
    "ballot_choice_number_counts_from_one": lambda world: world.choose(number=0),
    "ballot_marks_fit_their_rules": lambda world: world.choose(marks={str(world.open.entries[1].pk): 2}),
    "ballot_marks_are_for_its_entries": lambda world: world.choose(marks={str(uuid4()): 1}),
    "ballot_marks_are_for_others": lambda world: world.choose(marks={str(world.own.pk): 1}),
    "ballot_choice_is_never_changed": lambda world: world.ballot.choices.update(number=9),
    "ballot_choices_are_never_truncated": truncate,
    "ballot_trace_is_kept_once": trace_twice,
    "ballot_trace_kind_is_known": lambda world: world.trace(kind="smell"),
    "ballot_trace_is_only_a_hash": lambda world: world.trace(digest="192.0.2.7"),
}
AUDITED: dict[str, Act] = {
    "ballot_is_cast_in_its_window": lambda world: world.choose(),
    "ballot_is_void_for_good": lambda world: void(world, "void", voided_at=None, voided_by=None, void_reason=""),
    "ballot_void_says_when_who_and_why": lambda world: void(world, "valid", void_reason=""),
    "ballot_audit_begins_once": lambda world: Audit.objects.update(begun_at=laurel_now()),
    "ballot_flag_kind_is_known": lambda world: world.answered(kind="smell"),
    "ballot_flag_says_which_instruments_are_shared": lambda world: world.answered(instruments=["card"]),
    "ballot_flag_status_is_known": lambda world: world.answered(
        status="lost", reason="x", decided_by=world.own.entrant, decided_at=laurel_now()
    ),
    "ballot_flag_answer_says_who_when_and_why": lambda world: world.answered(status="dismissed"),
    "ballot_flag_moves_legally": answer_again,
    "ballot_flag_is_never_deleted": lambda world: Flag.objects.create(
        challenge=world.open.challenge, kind="device"
    ).delete(),
    "tally_is_never_changed": lambda world: Tally.objects.update(counted=9),
}
BEHIND = {"ballot_flag_status_is_known": "ballot_flag_moves_legally"}
TABLES = [model._meta.db_table for model in (Ballot, Choice, Trace, Audit, Flag, Tally)]


@pytest.mark.django_db
def test_each_guard_refuses_and_without_it_nothing_does():
    world = World()
    wrong = [fault_of(name, lambda act=act: act(world), behind=BEHIND.get(name)) for name, act in VOTING.items()]
    world.audit()
    wrong += [fault_of(name, lambda act=act: act(world), behind=BEHIND.get(name)) for name, act in AUDITED.items()]
    assert [sentence for sentence in wrong if sentence] == []


def test_every_guard_has_its_act(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": TABLES})
        found = {name for (name,) in cursor.fetchall()}
    assert found == {*VOTING, *AUDITED}


def test_the_service_and_the_gate_agree_on_what_may_be_marked():
    assert [str(status) for status in casting.ON_THE_BALLOT] == ["qualified", "shortlisted"]
