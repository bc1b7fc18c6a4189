"""Every constraint and trigger of judging and awards refuses its forbidden act, and nothing else would."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from bounties.awards import appealing, bundling, deciding, ruling
from bounties.awards.models import Appeal, Award, Decision, DepartureConsent, Paper, ResultBundle
from bounties.awards.placing import Chosen
from bounties.entries.models import Entry, EntryVersion
from bounties.judging.models import Assignment, Judgeship, Score, Scorecard, TieBreak
from tests.bounties.awards.conftest import hear
from tests.bounties.awards.guards import APPEAL_ACTS, OF_APPEALS, PAPER_ACTS
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.judging.guards import ANSWER_ACTS, HERE, PUBLIC_ACTS, VERDICT_ACTS
from tests.bounties.queues import queue_stage, take
from tests.bounties.staging import Stage, enter, hold_purse, judging_stage, open_stage
from tests.guarding import GUARDS, fault_of
from tests.keeping import kept
from workers.clock import laurel_now

SECOND_PRIZE = 50_000


class World:
    """A panel at work on one challenge; another one decided, its only award contested and a place left over."""

    def __init__(self) -> None:
        self.panel = judging_stage(entries=2)
        self.submitted = self.panel.give(self.panel.entries[0], self.panel.judges[0], 50)
        self.half = self.panel.give(self.panel.entries[1], self.panel.judges[0], 50, submit=False)
        self.half.scores.filter(criterion=self.panel.criteria[1]).delete()
        self.silent = self.panel.give(self.panel.entries[1], self.panel.seat(make_user()), 50, submit=False)
        self.silent.scores.update(comment="")
        self.clear = Scorecard.objects.create(
            judgeship=self.panel.challenge.judgeships.get(judge=self.panel.judges[1]), entry=self.panel.entries[0]
        )
        self.invited = self.seat(self.panel)
        self.assigned = self.assign()
        self.ordered = self.order()
        self.decided = self._decide(hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=1_000)))
        self.award = Award.objects.get()
        self.open, self.upheld = (self._appeal(entry.entrant) for entry in self.decided.entries[1:])
        hear(self.upheld, self.decided)
        ruling.decide_appeal(
            appeal_id=self.upheld.pk, outcome=Appeal.Status.UPHELD, verdict="No.", by=make_staff("arbiter")
        )
        self.signed = bundling.sign(challenge_id=self.decided.challenge.pk, edition=bundling.Edition.DECIDED)
        self.consent = DepartureConsent.objects.create(
            challenge=self.decided.challenge, moderator=make_staff("moderator"), reason="Why not."
        )

        self.taken = take(queue_stage(entries=1))

    def _decide(self, stage: Stage) -> Stage:
        stage.judge_all(90, 80, 70)
        first = Chosen(stage.entries[0].pk, 1, "Best.")
        deciding.decide(challenge_id=stage.challenge.pk, awards=[first], by=stage.owner)
        return stage

    def _appeal(self, entrant: Any) -> Appeal:
        return appealing.appeal(award_id=self.award.pk, reason="It copies mine.", by=entrant)

    def seat(self, stage: Stage, **fields: Any) -> Judgeship:
        judge = make_user()
        given = {"challenge": stage.challenge, "judge": judge, "email": judge.email, "invited_by": stage.owner}
        return Judgeship.objects.create(**given | {"due_at": laurel_now()} | fields)

    def assign(self, **fields: Any) -> Assignment:
        given = {"judgeship": self.clear.judgeship, "entry": self.panel.entries[0]} | fields
        return Assignment.objects.create(**given)

    def order(self, **fields: Any) -> TieBreak:
        entries = [entry.pk for entry in self.panel.entries]
        given = {
            "challenge": self.panel.challenge,
            "chair": self.clear.judgeship,
            "entries": entries,
            "reason": "Neater.",
        }
        return TieBreak.objects.create(**given | fields)

    def card(self, **fields: Any) -> Scorecard:
        given = {"judgeship": self.clear.judgeship, "entry": self.panel.entries[1]} | fields
        return Scorecard.objects.create(**given)

    def score(self, **fields: Any) -> Score:
        given = {"scorecard": self.half, "criterion": self.panel.criteria[1], "points": 50} | fields
        return Score.objects.create(**given)

    def make(self, **fields: Any) -> Award:
        given = {
            "challenge": self.decided.challenge,
            "entry": self.decided.entries[1],
            "rank": 2,
            "amount": 1,
            "currency": "usd",
            "reason": "Good.",
        }
        return Award.objects.create(**given | fields)

    def bundle(self, **fields: Any) -> ResultBundle:
        kept = {name: getattr(self.signed, name) for name in ("challenge", "document", "sha256", "signature")}
        return ResultBundle.objects.create(**kept | {"edition": "ended"} | fields)


def change(thing: str, **fields: Any) -> Callable[[World], Any]:
    """Update the row that the world knows by this name, past every service."""

    def act(world: World) -> None:
        row = getattr(world, thing)
        type(row).objects.filter(pk=row.pk).update(**fields)

    return act


def delete_award(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM awards_award WHERE id = %s", [world.award.pk])


def take_under_its_price(world: World) -> None:
    stage = open_stage()
    entry = enter(stage, make_user())
    EntryVersion.objects.create(entry=entry, number=2, title="T", body="B", price=20, sha256="a" * 64)
    Entry.objects.filter(pk=entry.pk).update(latest_version=2)
    world.make(challenge=stage.challenge, entry=entry, amount=19)


NOW = "2026-11-21T00:00Z"
ACTS: dict[str, Callable[[World], Any]] = (
    ANSWER_ACTS
    | (APPEAL_ACTS | PAPER_ACTS)
    | (VERDICT_ACTS | PUBLIC_ACTS)
    | {
        "judgeship_is_one_per_person": lambda world: world.seat(world.panel, judge=world.panel.judges[0]),
        "panel_has_one_chair": lambda world: world.panel.challenge.judgeships.update(is_chair=True),
        "judgeship_status_is_known": change("invited", status="lost", due_at=None),
        "judgeship_answer_has_its_time": change("invited", answered_at=NOW),
        "judgeship_moves_legally": lambda world: world.panel.challenge.judgeships.filter(status="accepted").update(
            status="declined"
        ),
        "judgeship_is_born_invited": lambda world: world.seat(
            world.panel, status="accepted", answered_at=laurel_now(), due_at=None
        ),
        "judgeship_is_one_per_address": lambda world: world.seat(world.panel, email=world.invited.email),
        "judgeship_address_is_lower_case": change("invited", email="Somebody@example.com"),
        "judgeship_answered_has_its_person": change(
            "invited", status="declined", answered_at=NOW, due_at=None, judge=None
        ),
        "judgeship_is_due_iff_invited": change("invited", due_at=None),
        "chair_is_no_reserve": change("invited", is_chair=True, is_reserve=True),
        "assignment_is_one_per_judge_and_entry": lambda world: world.assign(),
        "assignment_is_to_a_judge_of_its_challenge": lambda world: world.assign(entry=world.decided.entries[0]),
        "assignment_is_never_changed": change("assigned", is_third=True),
        "tie_break_says_why": lambda world: world.order(reason=""),
        "tie_break_parts_two_or_more": lambda world: world.order(entries=[world.panel.entries[0].pk]),
        "tie_break_is_never_changed": change("ordered", reason="Other."),
        "scorecard_is_one_per_judge_and_entry": lambda world: world.card(entry=world.panel.entries[0]),
        "scorecard_status_is_known": change("clear", status="lost"),
        "scorecard_submitted_has_its_time": change("clear", submitted_at=NOW),
        "scorecard_moves_legally": change("clear", status="submitted", submitted_at=NOW),
        "scorecard_begins_with_a_statement": lambda world: world.card(status="in_progress"),
        "scorecard_is_by_a_judge_of_its_challenge": lambda world: world.card(entry=world.decided.entries[0]),
        "scorecard_is_whole_once_submitted": change("half", status="submitted", submitted_at=NOW),
        "scorecard_says_why_once_submitted": change("silent", status="submitted", submitted_at=NOW),
        "score_is_one_per_criterion": lambda world: world.score(criterion=world.panel.criteria[0]),
        "score_is_0_to_100": lambda world: world.score(points=101),
        "scores_are_fixed_once_submitted": lambda world: world.submitted.scores.update(points=1),
        "award_is_one_per_entry": lambda world: world.make(entry=world.decided.entries[0]),
        "award_is_one_per_place": lambda world: world.make(rank=1),
        "award_amount_is_positive": lambda world: world.make(amount=0),
        "award_place_counts_from_one": lambda world: world.make(kind="split", rank=0),
        "award_has_a_reason": lambda world: world.make(reason=""),
        "award_status_is_known": change("award", status="lost"),
        "award_is_due_iff_timed": change("award", due_at=NOW),
        "award_moves_legally": change("award", status="paid"),
        "award_is_born_before_it_is_accepted": lambda world: world.make(status="accepted"),
        "award_keeps_what_was_awarded": change("award", reason="Other."),
        "award_is_never_deleted": delete_award,
        "award_is_within_its_prize": lambda world: world.make(slot=2),
        "award_is_at_the_offered_price": take_under_its_price,
        "awards_are_within_the_purse": lambda world: world.make(kind="split", rank=9, amount=SECOND_PRIZE + 1),
        "decision_by_a_person_has_one": lambda world: Decision.objects.create(
            challenge=world.panel.challenge, rule="ranking"
        ),
        "decision_to_take_none_says_why": lambda world: Decision.objects.create(
            challenge=world.panel.challenge, rule="none_taken", decided_by=world.panel.owner
        ),
        "decision_rule_is_known": lambda world: Decision.objects.create(challenge=world.panel.challenge, rule="coin"),
        "decision_is_never_changed": lambda world: Decision.objects.update(departs=True),
        "departure_consent_says_why": lambda world: DepartureConsent.objects.create(
            challenge=world.panel.challenge, moderator=world.consent.moderator, reason=""
        ),
        "departure_consent_is_never_changed": change("consent", reason="Other."),
        "result_bundle_is_one_per_edition": lambda world: world.bundle(edition="decided"),
        "result_bundle_edition_is_known": lambda world: world.bundle(edition="other"),
        "result_bundle_hash_is_of_its_document": lambda world: world.bundle(document="{}"),
        "result_bundle_is_never_changed": lambda world: ResultBundle.objects.update(signature="other"),
    }
)
# A status that is unknown is also one that nothing leads to.
BEHIND = {
    f"{thing}_status_is_known": f"{thing}_moves_legally"
    for thing in ("judgeship", "scorecard", "award", "appeal", "rereview")
} | {"paper_kind_is_known": "paper_is_given_while_it_is_asked_for"}
MODELS = (
    *HERE, Judgeship, Assignment, TieBreak, Scorecard,
    Score, Award, Paper, Decision, DepartureConsent, ResultBundle, *OF_APPEALS,
)  # fmt: skip


def found_wrong() -> dict[str, str]:
    """Of each guard."""
    world = World()
    return {name: fault_of(name, lambda act=act: act(world), behind=BEHIND.get(name)) for name, act in ACTS.items()}


verdicts = kept(found_wrong)


@pytest.mark.parametrize("name", ACTS)
def test_a_guard_refuses_and_without_it_nothing_does(verdicts, db, name):
    assert verdicts[name] == ""


def test_every_guard_has_its_act(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": [model._meta.db_table for model in MODELS]})
        assert {name for (name,) in cursor.fetchall()} == set(ACTS)
