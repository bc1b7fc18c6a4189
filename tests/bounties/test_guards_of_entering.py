"""Every constraint and trigger of challenges and entries refuses its forbidden act, and nothing else would."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection

from bounties.challenges.models import Backing, Challenge, Criterion, Prize, Question, Raise, Review, Side, Terms
from bounties.challenges.terms import columns_of
from bounties.entries.models import (
    Amendment,
    AmendmentAnswer,
    DismissedReport,
    Entry,
    EntryFile,
    EntryVersion,
    Message,
    TeamShare,
)
from tests.bounties.building import make_challenge, make_entry, terms
from tests.bounties.challenges.guards import FUNDING_ACTS, PAPER_ACTS, STAGE_ACTS
from tests.bounties.conftest import make_user
from tests.bounties.entries.guards import AMENDMENT_ACTS, MESSAGE_ACTS, OFFER_ACTS, QUEUE_ACTS
from tests.guarding import GUARDS, fault_of
from tests.keeping import kept
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db
SHA = "a" * 64


class World:
    """A challenge in its drawer, an open one with entries, and one under judgement."""

    def __init__(self) -> None:
        self.judging = make_challenge("judging")
        self.draft = make_challenge("draft")
        self.open = make_challenge()
        self.entry = make_entry(self.open)
        self.begun = make_entry(self.open, submit=False)
        self.other = make_user()
        self.question = Question.objects.create(challenge=self.open, asked_by=self.other, body="Why?")

    def version(self, **fields: Any) -> EntryVersion:
        given = {"entry": self.begun, "number": 1, "title": "T", "body": "B", "sha256": SHA} | fields
        return EntryVersion.objects.create(**given)

    def file(self, **fields: Any) -> EntryFile:
        given = {"entry": self.entry, "file": "x", "name": "x", "size": 1, "sha256": SHA} | fields
        return EntryFile.objects.create(**given)

    def share(self, *, share_bp: int = 1, **fields: Any) -> TeamShare:
        """A part of the captain's for somebody else, so that the sum stays whole."""
        self.entry.shares.update(share_bp=10_000 - share_bp)
        given = {"entry": self.entry, "email": "m@example.com", "share_bp": share_bp} | fields
        return TeamShare.objects.create(**given)

    def start(self, **fields: Any) -> Entry:
        latest = self.open.terms.latest("number")
        given = {"challenge": self.open, "entrant": self.other, "title": "T", "terms": latest} | fields
        return Entry.objects.create(**given)

    def post(self, **fields: Any) -> Challenge:
        given = columns_of(terms()) | {"sponsor": self.open.sponsor, "created_by": self.other} | fields
        return Challenge.objects.create(**given)


Act = Callable[[World], Any]


def change(thing: str, **fields: Any) -> Act:
    """Update the row that the world knows by this name, past every service."""

    def act(world: World) -> None:
        row = getattr(world, thing)
        type(row).objects.filter(pk=row.pk).update(
            **{name: value(world) if callable(value) else value for name, value in fields.items()}
        )

    return act


def imported_twice(world: World) -> None:
    Challenge.objects.filter(pk__in=[world.draft.pk, world.open.pk]).update(source="feed", source_id="1")


def resumed_elsewhere(world: World) -> None:
    due_at = world.open.due_at
    pause = {"paused_from": "open", "paused_at": laurel_now(), "paused_due_at": due_at, "pause_reason": "A leak."}
    over = {"paused_from": "", "paused_at": None, "paused_due_at": None, "pause_reason": ""}
    found = Challenge.objects.filter(pk=world.open.pk)
    found.update(status="paused", due_at=None, **pause)
    found.update(status="judging", due_at=due_at, **over)


def deferred(act: Act) -> Act:
    """The act, then what is checked at commit."""

    def both(world: World) -> None:
        act(world)
        now()

    return both


def now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def truncate(world: World) -> None:
    now()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE entries_entryversion CASCADE")


def stand(world: World) -> None:
    for kind in ("judge", "entrant"):
        Side.objects.create(challenge=world.open, user=world.other, kind=kind)


def offer_twice(world: World) -> None:
    for _ in range(2):
        world.share()


ACTS: dict[str, Act] = (
    (FUNDING_ACTS | PAPER_ACTS)
    | STAGE_ACTS
    | (QUEUE_ACTS | OFFER_ACTS | AMENDMENT_ACTS | MESSAGE_ACTS)
    | {
        "challenge_has_a_title": change("draft", title=""),
        "challenge_closes_after_it_opens": change("draft", opens_at=lambda world: world.draft.closes_at),
        "challenge_is_judged_after_it_closes": change("draft", judge_by=lambda world: world.draft.closes_at),
        "challenge_has_dates_once_submitted": change("open", opens_at=None),
        "challenge_has_terms_once_submitted": change("open", terms_sha256=""),
        "challenge_is_due_iff_timed": change("open", due_at=None),
        "challenge_is_published_once_live": change("open", published_at=None),
        "challenge_cancelled_says_why": change("open", cancel_reason="client_request"),
        "challenge_paused_says_whence_when_and_why": change("open", pause_reason="Why?"),
        "challenge_resumes_where_it_paused": resumed_elsewhere,
        "challenge_status_is_known": change("open", status="lost", due_at=None),
        "challenge_currency_is_a_code": change("draft", currency="US1"),
        "challenge_kill_fee_is_a_share_of_an_up_to_purse": change("draft", kill_fee_bp=100),
        "challenge_limits_entries_per_solver": change("draft", entry_limit=0),
        "challenge_is_extended_at_most_twice": change("draft", extensions=3),
        "challenge_prize_total_is_no_debt": change("draft", prize_total=-1),
        "challenge_version_counts_from_one": change("draft", version=0),
        "challenge_is_imported_once": imported_twice,
        "challenge_moves_legally": change("open", status="completed", due_at=None),
        "challenge_is_born_a_draft": lambda world: world.post(status="in_review", terms_sha256=SHA),
        "prize_is_one_per_rank": lambda world: world.draft.prizes.update(rank=7),
        "prize_amount_is_positive": lambda world: world.draft.prizes.update(amount=0),
        "prize_count_is_positive": lambda world: world.draft.prizes.update(count=0),
        "prize_rank_counts_from_one": lambda world: world.draft.prizes.filter(rank=1).update(rank=0),
        "prizes_are_fixed_once_submitted": lambda world: world.open.prizes.update(label="x"),
        "criterion_name_is_one_per_challenge": lambda world: world.draft.criteria.update(name="Same"),
        "criterion_priority_is_one_per_challenge": deferred(lambda world: world.draft.criteria.update(priority=7)),
        "criterion_weight_is_a_share_of_100": lambda world: world.draft.criteria.update(weight=101),
        "criterion_has_a_name": lambda world: world.draft.criteria.filter(priority=0).update(name=""),
        "rubric_is_fixed_once_judged_by": lambda world: world.judging.criteria.update(guidance="x"),
        "terms_are_numbered": lambda world: Terms.objects.create(
            challenge=world.open, number=1, document={}, sha256=SHA
        ),
        "terms_hash_is_sha256": lambda world: Terms.objects.create(
            challenge=world.open, number=9, document={}, sha256="A" * 64
        ),
        "terms_are_never_changed": lambda world: world.open.terms.update(document={}),
        "review_refusal_says_why": lambda world: Review.objects.create(
            challenge=world.open, reviewer=world.other, verdict="rejected"
        ),
        "review_is_never_changed": lambda world: world.open.reviews.update(reason="x"),
        "question_asks_something": change("question", body=""),
        "question_answer_has_author_and_time": change("question", answer="Because."),
        "person_stands_on_one_side": stand,
        "entrant_is_no_member_of_a_payer": lambda world: Side.objects.create(
            challenge=world.open, user=world.open.created_by, kind="entrant"
        ),
        "side_is_known": lambda world: Side.objects.create(challenge=world.open, user=world.other, kind="neither"),
        "entries_are_within_the_limit_per_entrant": lambda world: world.start(entrant=world.entry.entrant),
        "entry_has_a_title": change("begun", title=""),
        "entry_status_is_known": change("entry", status="lost"),
        "entry_beyond_draft_has_a_version": change("begun", status="submitted"),
        "entry_version_counts_from_one": change("begun", version=0),
        "entry_moves_legally": change("entry", status="winner"),
        "entry_is_born_a_draft": lambda world: world.start(status="submitted", latest_version=1),
        "team_share_is_offered_once_per_address": offer_twice,
        "team_share_is_one_per_user": lambda world: world.share(user=world.entry.entrant, consented_at=laurel_now()),
        "team_share_is_a_part_of_the_whole": lambda world: world.share(share_bp=0),
        "team_share_email_is_lower_case": lambda world: world.share(email="M@example.com"),
        "team_share_is_consented_by_its_user": lambda world: world.entry.shares.update(consented_at=None),
        "team_shares_sum_to_the_whole": deferred(lambda world: world.entry.shares.update(share_bp=5_000)),
        "entry_versions_are_numbered": lambda world: world.version(entry=world.entry),
        "entry_version_number_counts_from_one": lambda world: world.version(number=0),
        "entry_version_hash_is_sha256": lambda world: world.version(sha256="x"),
        "entry_version_received_in_time": lambda world: world.version(entry=world.judging.entries.get(), number=2),
        "entry_version_is_never_changed": lambda world: world.entry.versions.update(body="x"),
        "entry_versions_are_never_truncated": truncate,
        "entry_file_holds_something": lambda world: world.file(size=0),
        "entry_file_hash_is_sha256": lambda world: world.file(sha256="x"),
    }
)
one_world = kept(World)
# A status that is unknown is also one that nothing leads to.
BEHIND = {"challenge_status_is_known": "challenge_moves_legally", "entry_status_is_known": "entry_moves_legally"}
# They refuse nothing: tested by what they do (test_the_database_sums_up_the_prizes, test_board_unchanged.py).
MARKS = {f"board_is_marked_at_{act}" for act in ("insert", "update", "delete")}
NO_GUARDS = {"prizes_are_summed_up", *MARKS}
TABLES = [
    model._meta.db_table
    for model in (
        *(Challenge, Prize, Criterion, Terms, Review, Question, Side, Backing, Raise),
        *(Entry, EntryVersion, EntryFile, TeamShare, Amendment, AmendmentAnswer, Message, DismissedReport),
    )
]


@pytest.mark.parametrize("name", ACTS)
def test_a_guard_refuses_and_without_it_nothing_does(one_world, name):
    world = deepcopy(one_world)
    assert fault_of(name, lambda: ACTS[name](world), behind=BEHIND.get(name)) == ""


def test_every_guard_has_its_act():
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": TABLES})
        found = {name for (name,) in cursor.fetchall()}
    assert found - NO_GUARDS == set(ACTS)
