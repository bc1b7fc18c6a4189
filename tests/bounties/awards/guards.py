"""What the guards of appeals and of winners' papers refuse, past every service."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection

from bounties.awards.models import Appeal, AppealAnswer, Award, Decision, Paper, Rereview, RereviewScore
from bounties.challenges.models import Challenge
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from workers.clock import laurel_now

OF_APPEALS = (Appeal, AppealAnswer, Rereview, RereviewScore)
NOW = "2026-11-21T00:00Z"
OVER = {"status": "upheld", "verdict": "No.", "decided_at": NOW, "due_at": None}


def _contest(world: Any, **fields: Any) -> Appeal:
    given = {
        "challenge": world.decided.challenge,
        "award": world.award,
        "entry": world.decided.entries[1],
        "appellant": make_user(),
        "reason": "Mine.",
        "window_left": timedelta(1),
        "answer_by": laurel_now(),
        "due_at": laurel_now(),
    }
    return Appeal.objects.create(**given | fields)


def _contest_a_move(world: Any, **fields: Any) -> Appeal:
    return _contest(world, **{"subject": "screening", "award": None, "window_left": None} | fields)


def _contest_a_move_twice(world: Any) -> None:
    for _ in range(2):
        _contest_a_move(world)


def _change(thing: str, **fields: Any) -> Callable[[Any], None]:
    def act(world: Any) -> None:
        Appeal.objects.filter(pk=getattr(world, thing).pk).update(**fields)

    return act


def _answer(thing: str, **fields: Any) -> Callable[[Any], None]:
    """Change what the sponsor says of an appeal."""

    def act(world: Any) -> None:
        given = {"text": "Not so.", "author": world.decided.owner, "answered_at": laurel_now()}
        getattr(world, thing).answers.filter(side="sponsor").update(**given | fields)

    return act


def _answer_late(world: Any) -> None:
    Appeal.objects.filter(pk=world.open.pk).update(answer_by=laurel_now() - timedelta(1))
    _answer("open")(world)


def _decided_by_its_arbiter(world: Any) -> None:
    """The arbiter of one of its appeals gets the file, too."""
    world.panel.challenge.appeals.create(
        entry=world.panel.entries[0],
        appellant=make_user(),
        reason="Mine.",
        subject="screening",
        answer_by=laurel_now(),
        due_at=laurel_now(),
    )
    arbiter = make_staff("arbiter")
    world.panel.challenge.appeals.update(**OVER, arbiter=arbiter)
    Decision.objects.create(challenge=world.panel.challenge, rule="arbiter", decided_by=arbiter)


def _rule(world: Any, arbiter: Any) -> None:
    _change("open", **OVER, arbiter=arbiter)(world)


def _take_up(world: Any, arbiter: Any) -> None:
    _change("open", arbiter=arbiter)(world)


def _order(world: Any, **fields: Any) -> Rereview:
    given = {
        "appeal": world.open,
        "challenge": world.decided.challenge,
        "ordered_by": make_staff("arbiter"),
        "reason": "Misread.",
        "entries": [world.decided.entries[0].pk],
        "due_at": laurel_now(),
    }
    return Rereview.objects.create(**given | fields)


def _change_order(**fields: Any) -> Callable[[Any], None]:
    return lambda world: _update(_order(world), **fields)


def _update(review: Rereview, **fields: Any) -> None:
    Rereview.objects.filter(pk=review.pk).update(**fields)


def _score(world: Any, **fields: Any) -> RereviewScore:
    review = Rereview.objects.first() or _order(world)
    given = {"entry": world.decided.entries[0], "criterion": world.decided.criteria[0], "points": 50}
    return RereviewScore.objects.create(rereview=review, **given | fields)


def _score_twice(world: Any) -> None:
    for _ in range(2):
        _score(world)


def _do(world: Any, reviewer: Any = None) -> Rereview:
    """Order one, score it as a whole, and say that it is done."""
    review = _order(world)
    for criterion in world.decided.criteria:
        _score(world, criterion=criterion)
    _update(review, status="done", due_at=None, reviewer=reviewer or make_staff("arbiter"), done_at=NOW)
    review.refresh_from_db()
    return review


def _do_oneself(world: Any) -> None:
    arbiter = make_staff("arbiter")
    _order(world, ordered_by=arbiter)
    for criterion in world.decided.criteria:
        _score(world, criterion=criterion)
    Rereview.objects.update(status="done", due_at=None, reviewer=arbiter, done_at=NOW)


def _delete(model: type[Any]) -> Callable[[Any], None]:
    return lambda world: model.objects.filter(pk=model.objects.last().pk)._raw_delete("default")


APPEAL_ACTS: dict[str, Callable[[Any], Any]] = {
    "appeal_is_one_per_award_and_person": lambda world: _contest(world, appellant=world.open.appellant),
    "appeal_is_one_per_entry_at_a_time": _contest_a_move_twice,
    "appeal_says_why": lambda world: _contest(world, reason=""),
    "appeal_status_is_known": _change("upheld", status="lost"),
    "appeal_subject_is_known": lambda world: _contest_a_move(world, subject="weather"),
    "appeal_ground_is_known": lambda world: _contest(world, ground="mood"),
    "appeal_of_an_award_names_it_and_stops_its_window": lambda world: _contest(world, window_left=None),
    "appeal_is_due_iff_open": _change("open", due_at=None),
    "appeal_decided_has_its_time_and_verdict": _change("open", verdict="Hm."),
    "appeal_moves_legally": _change("upheld", status="open", verdict="", decided_at=None, due_at=NOW),
    "appeal_is_born_open": lambda world: _contest(world, **OVER),
    "appeal_keeps_what_was_said": _change("open", reason="Other."),
    "appeal_is_never_deleted": lambda world: Appeal.objects.filter(pk=_contest(world).pk)._raw_delete("default"),
    "appeal_is_of_one_challenge": lambda world: _contest(world, entry=make_entry(make_challenge())),
    "appeal_is_decided_once_heard": lambda world: _rule(world, make_staff("arbiter")),
    "appeal_is_decided_by_who_had_no_part": lambda world: _take_up(world, world.decided.judges[0]),
    "arbiter_of_the_file_had_no_part": _decided_by_its_arbiter,
    "awards_rereview_appeal_id_key": lambda world: [_order(world), _order(world)],
    "rereview_says_why": lambda world: _order(world, reason=""),
    "rereview_looks_at_something": lambda world: _order(world, entries=[]),
    "rereview_status_is_known": _change_order(status="lost", due_at=None),
    "rereview_keeps_or_sets_aside_first_scores": lambda world: _order(world, first_scores="doubled"),
    "rereview_is_due_iff_open": _change_order(due_at=None),
    "rereview_is_done_by_another": _do_oneself,
    "rereview_moves_legally": lambda world: _update(_do(world), status="lapsed", reviewer=None, done_at=None),
    "rereview_is_born_open": lambda world: _order(world, status="lapsed", due_at=None),
    "rereview_keeps_what_was_ordered": _change_order(reason="Other."),
    "rereview_is_never_deleted": lambda world: Rereview.objects.filter(pk=_order(world).pk)._raw_delete("default"),
    "rereview_is_whole_once_done": lambda world: _update(
        _order(world), status="done", due_at=None, reviewer=make_staff("arbiter"), done_at=NOW
    ),
    "rereview_is_ordered_by_who_had_no_part": lambda world: _order(world, ordered_by=world.decided.judges[0]),
    "rereview_is_done_by_who_had_no_part": lambda world: _do(world, reviewer=world.decided.judges[0]),
    "rereview_score_is_one_per_criterion": _score_twice,
    "rereview_score_is_0_to_100": lambda world: _score(world, points=101),
    "rereview_score_is_of_its_entries": lambda world: _score(world, entry=world.decided.entries[1]),
    "rereview_score_is_never_changed": lambda world: RereviewScore.objects.filter(pk=_score(world).pk).update(points=1),
    "appeal_asks_each_side_once": lambda world: world.open.answers.create(side="sponsor"),
    "appeal_side_is_known": lambda world: world.open.answers.create(side="crowd"),
    "appeal_answer_has_its_author_and_time": _answer("open", author=None),
    "appeal_answer_stays_with_its_side": lambda world: world.open.answers.filter(side="sponsor").update(side="accuser"),
    "appeal_is_answered_once": _answer("upheld", text="And more."),
    "appeal_is_answered_in_time": _answer_late,
    "appeal_answer_is_never_deleted": _delete(AppealAnswer),
}


def _verifying(world: Any) -> Award:
    """An award that waits for signatures; the entrant's own is asked for."""
    challenge = world.decided.challenge
    Challenge.objects.filter(pk=challenge.pk).update(papers=["rights"])
    award: Award = world.make(status="offered", due_at=laurel_now())
    found = Award.objects.filter(pk=award.pk)
    found.update(status="accepted", due_at=None)
    found.update(status="verifying", due_at=laurel_now() + timedelta(days=1))
    return award


def _give(world: Any, award: Award | None = None, **fields: Any) -> Paper:
    award = award or _verifying(world)
    sha256 = hashlib.sha256(b"Mine.").hexdigest()
    given = {"award": award, "user": award.entry.entrant, "kind": "rights", "legal_name": "Sam", "document": "Mine."}
    return Paper.objects.create(**given | {"sha256": sha256} | fields)


def _give_twice(world: Any) -> None:
    award = _verifying(world)
    for _ in range(2):
        _give(world, award)


def _extend_twice(world: Any) -> None:
    found = Award.objects.filter(pk=_verifying(world).pk)
    for person in (world.panel.owner, world.decided.owner):
        found.update(extended_by=person)


def _truncate(world: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE awards_paper")


PAPER_ACTS: dict[str, Callable[[Any], Any]] = {
    "award_is_extended_once": _extend_twice,
    "award_is_payable_with_its_papers": lambda world: Award.objects.filter(pk=_verifying(world).pk).update(
        status="payable", due_at=None
    ),
    "paper_is_one_per_person_and_kind": _give_twice,
    "paper_kind_is_known": lambda world: _give(world, kind="other", legal_name="", document="", sha256=""),
    "paper_of_rights_is_signed_and_no_other": lambda world: _give(world, legal_name=""),
    "paper_hash_is_of_its_document": lambda world: _give(world, sha256="a" * 64),
    "paper_is_given_while_it_is_asked_for": lambda world: _give(world, world.award),
    "paper_is_given_by_who_holds_a_share": lambda world: _give(world, user=make_user()),
    "paper_is_never_changed": lambda world: Paper.objects.filter(pk=_give(world).pk).update(legal_name="Other"),
    "paper_is_never_truncated": _truncate,
}
