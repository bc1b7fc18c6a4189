"""An exception matches, and a comparison ends, while people are at it: whoever is second sees what the first did."""

from datetime import timedelta
from typing import Any

import pytest

from payments.errors import IllegalMove
from payments.models import Discrepancy, ReconciliationRun, Remedy
from payments.reconciliation import handling, listing, looking, remedying, running
from tests.meeting import held_then_met, told
from tests.payments.reconciliation.test_exceptions import float_put_in, people

__all__ = ["float_put_in", "people"]
NOW = timedelta(0)


def matches() -> None:
    """A comparison finds nothing that differs any more."""
    listing.keep_list([])


def proposed(row: Discrepancy, by: Any, name: str) -> Remedy:
    return remedying.propose(discrepancy_id=row.pk, name=name, reason="As the letter says.", by=by)


def assigned(row: Discrepancy, by: Any) -> None:
    handling.assign(discrepancy_id=row.pk, owner=by, by=by)


def explained(row: Discrepancy, by: Any) -> None:
    proposed(row, by, "explain")


def test_what_two_people_have_just_explained_does_not_match_by_itself(float_put_in, people):
    remedy = proposed(float_put_in, people[0], "explain")
    held_then_met(lambda: remedying.accept(remedy_id=remedy.pk, by=people[1]), matches)
    assert (Discrepancy.objects.get().how, told("exception.matched")) == ("explained", 0)


@pytest.mark.parametrize("act", [assigned, explained])
def test_about_what_has_just_matched_nobody_does_anything(float_put_in, people, act):
    _, second = held_then_met(matches, lambda: act(float_put_in, people[0]))
    assert isinstance(second, IllegalMove)
    left = Discrepancy.objects.get()
    assert (left.how, left.owner, left.remedies.count()) == ("matched", None, 0)


def test_what_matches_while_somebody_looks_again_ends_their_look(float_put_in, people):
    about = {"discrepancy": float_put_in, "name": "look_again", "amount": 777}
    remedy = Remedy.objects.create(**about, reason="It waits.", by=people[0])
    _, second = held_then_met(matches, lambda: looking._end(remedy, looking.DIFFERS))
    assert (second.status, second.outcome) == ("refused", listing.BY_ITSELF)
    assert Remedy.objects.get().status == "refused"


@pytest.fixture
def run(committed_db: None, simulator: Any) -> ReconciliationRun:
    """Under way."""
    return ReconciliationRun.objects.create(cause="command")


def ended(run: ReconciliationRun) -> list[Any]:
    return running._end(run_id=run.pk, figures=[], grace=NOW)


def given_up(run: ReconciliationRun) -> None:
    running._fail(run_id=run.pk, failure=running.DIED)


@pytest.mark.parametrize(("first", "then", "failure"), [(given_up, ended, running.DIED), (ended, given_up, "")])
def test_a_comparison_ends_once(run, first, then, failure):
    _, second = held_then_met(lambda: first(run), lambda: then(run))
    assert not isinstance(second, Exception), second
    assert (ReconciliationRun.objects.get().failure, told("reconciliation.ended")) == (failure, 1)


def test_a_comparison_is_signed_off_by_one_of_two(run, fay, abe):
    ended(run)
    _, second = held_then_met(
        *[lambda by=by: running.sign_off(run_id=run.pk, by=by, note="Looked through.") for by in (fay, abe)]
    )
    assert isinstance(second, IllegalMove)
    assert (ReconciliationRun.objects.get().signed_by, told("reconciliation.signed")) == (fay, 1)
