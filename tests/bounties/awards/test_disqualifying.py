"""A charge against an entry: brought with a reason, answered in time, decided by somebody else, kept and told."""

import pytest
from django.db import connection

from bounties.awards import accepting, disqualifying
from bounties.awards.errors import AnswerOutstanding, AwardHeld
from bounties.awards.models import Award
from bounties.challenges.terms import PrizeTerms
from bounties.entries import disqualifying as charging
from bounties.entries.models import Disqualification, DisqualificationStatus, Entry
from bounties.entries.refusals import AlreadyCharged, TooLateToAnswer
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.judging import leasing, ruling
from bounties.notifications.models import Notification
from tests.bounties.awards.conftest import award_of, decide
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_staff
from tests.bounties.staging import hold_purse, judging_stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now

UPHELD, DROPPED = DisqualificationStatus.UPHELD, DisqualificationStatus.DROPPED
ANSWER = 3 * 86_400


@pytest.fixture
def stage(db):
    """Decided, not yet confirmed: the first of three entries wins, the second is placed."""
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    return stage


@pytest.fixture
def charge(stage, moderator) -> Disqualification:
    """Against the winner."""
    return charging.propose(entry_id=stage.entries[0].pk, reason="Copied from a paper.", by=moderator)


def rule(charge: Disqualification, outcome=UPHELD, by=None) -> Disqualification:
    by = by or make_staff("arbiter")
    return disqualifying.decide(charge_id=charge.pk, outcome=outcome, verdict="We compared them.", by=by)


def test_upheld_the_entry_is_out_its_place_passes_on_and_everything_is_kept_and_told(stage, charge):
    entrant = stage.entries[0].entrant
    charging.answer(charge_id=charge.pk, text="I wrote that paper.", by=entrant)
    rule(charge)
    assert Entry.objects.get(pk=stage.entries[0].pk).status == "disqualified"
    assert award_of(stage, 0).status == "revoked"
    assert award_of(stage, 1).rank == 1
    deliver_all()
    kinds = list(Notification.objects.filter(user=entrant).values_list("kind", flat=True))
    assert {"entry.charged", "entry.disqualified"} <= set(kinds)
    (row,) = client_of(entrant).get("/api/v1/disqualifications").json()["results"]
    assert (row["status"], row["reason"], row["answer"], row["verdict"]) == (
        "upheld", "Copied from a paper.", "I wrote that paper.", "We compared them.",
    )  # fmt: skip


def test_dropped_nothing_changes(stage, charge):
    charging.answer(charge_id=charge.pk, text="Not so.", by=stage.entries[0].entrant)
    before = Entry.objects.get(pk=stage.entries[0].pk).status
    rule(charge, DROPPED)
    assert Entry.objects.get(pk=stage.entries[0].pk).status == before
    assert award_of(stage, 0).status == "provisional"
    with pytest.raises(IllegalMove):
        rule(charge)


def test_nobody_decides_while_the_entrant_may_still_answer_and_an_answer_comes_once_and_in_time(stage, charge):
    entrant = stage.entries[0].entrant
    with pytest.raises(AnswerOutstanding):
        rule(charge)
    move_clock(seconds=ANSWER + 1)
    with pytest.raises(TooLateToAnswer):
        charging.answer(charge_id=charge.pk, text="Late.", by=entrant)
    assert rule(charge, DROPPED).status == "dropped"


def test_an_answer_is_given_once_by_the_entrant_alone(stage, charge):
    with pytest.raises(Disqualification.DoesNotExist):
        charging.answer(charge_id=charge.pk, text="Mine.", by=stage.entries[1].entrant)
    charging.answer(charge_id=charge.pk, text="Not so.", by=stage.entries[0].entrant)
    with pytest.raises(TooLateToAnswer):
        charging.answer(charge_id=charge.pk, text="And more.", by=stage.entries[0].entrant)


def test_somebody_else_decides_who_had_no_part_in_the_challenge(stage, charge, moderator, finance):
    charging.answer(charge_id=charge.pk, text="Not so.", by=stage.entries[0].entrant)
    for person in (moderator, finance):
        with pytest.raises((NotAllowed, Disqualification.DoesNotExist)):
            rule(charge, by=person)
    partial = make_staff("moderator")
    stage.sponsor.memberships.create(user=partial, role="viewer")
    with pytest.raises(Disqualification.DoesNotExist):
        rule(charge, by=partial)
    assert client_of(stage.owner).get("/api/v1/disqualifications").json()["results"] == []


def test_undecided_in_time_a_charge_is_dropped(charge):
    move_clock(seconds=ANSWER + 7 * 86_400 + 1)
    assert disqualifying.drop_due() == 1
    charge.refresh_from_db()
    assert (charge.status, charge.decided_by) == ("dropped", None)
    assert disqualifying.drop_due() == 0


def test_an_accepted_award_is_finance_s_to_take_back_first(stage, charge):
    Award.objects.filter(pk=award_of(stage, 0).pk).update(status="offered", due_at=laurel_now().replace(year=2099))
    accepting.accept(award_id=award_of(stage, 0).pk, by=stage.entries[0].entrant)
    charging.answer(charge_id=charge.pk, text="Not so.", by=stage.entries[0].entrant)
    with pytest.raises(AwardHeld):
        rule(charge)
    charge.refresh_from_db()
    assert charge.status == "open"


def test_charges_are_brought_with_a_reason_one_at_a_time_against_what_competes(stage, charge, moderator, owner):
    entry = stage.entries[0]
    with pytest.raises(AlreadyCharged):
        charging.propose(entry_id=entry.pk, reason="Again.", by=moderator)
    with pytest.raises(InvalidInput):
        charging.propose(entry_id=stage.entries[1].pk, reason=" ", by=moderator)
    with pytest.raises(NotAllowed):
        charging.propose(entry_id=stage.entries[1].pk, reason="Copied.", by=owner)
    with pytest.raises(IllegalMove):
        charging.propose(entry_id=make_entry(make_challenge(), submit=False).pk, reason="Copied.", by=moderator)


def test_an_entry_that_was_only_submitted_may_be_charged_and_ruled_out(db, moderator):
    entry = make_entry(make_challenge())
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=moderator)
    charging.answer(charge_id=charge.pk, text="Not so.", by=entry.entrant)
    answer = client_of(make_staff("moderator")).post(
        f"/api/v1/disqualifications/{charge.pk}/decide", {"outcome": "upheld", "reason": "Word for word."}
    )
    assert (answer.status_code, answer.json()["status"]) == (200, "upheld")
    assert Entry.objects.get(pk=entry.pk).status == "disqualified"


def change(**fields):
    return lambda charge: Disqualification.objects.filter(pk=charge.pk).update(**fields)


def another(charge):
    now = laurel_now()
    again = {"entry": charge.entry, "proposed_by": charge.proposed_by, "reason": "x", "answer_by": now, "due_at": now}
    return Disqualification.objects.create(**again)


def decided(**fields):
    over = {"status": "dropped", "due_at": None, "decided_at": "2026-11-22T00:00Z", "verdict": "x"}
    return change(**(over | fields))


ACTS = {
    "entry_is_charged_once_at_a_time": another,
    "charge_has_a_reason": change(reason=""),
    "charge_status_is_known": decided(status="lost"),
    "charge_is_due_iff_open": change(due_at=None),
    "charge_is_decided_with_a_reason": decided(verdict=""),
    "charge_is_upheld_by_a_second_person": lambda charge: decided(status="upheld", decided_by=charge.proposed_by)(
        charge
    ),
    "charge_is_decided_once": lambda charge: (
        decided()(charge),
        change(status="upheld", decided_by=make_staff("arbiter"))(charge),
    ),
    "charge_is_decided_by_who_had_no_part": lambda charge: decided(decided_by=charge.entry.entrant)(charge),
    "charge_keeps_what_was_said": change(reason="Another."),
    "charge_answer_is_never_due_earlier": change(answer_by="2026-01-01T00:00Z"),
    "charge_is_answered_once": lambda charge: (change(answer="a")(charge), change(answer="b")(charge)),
    "charge_is_never_deleted": lambda charge: Disqualification.objects.filter(pk=charge.pk).delete(),
}
BEHIND = {
    "charge_status_is_known": "charge_is_decided_once",
    "charge_has_a_reason": "charge_keeps_what_was_said",
}


@pytest.mark.parametrize("name", ACTS)
def test_a_guard_of_charges_refuses_and_without_it_nothing_does(name, db, moderator):
    charge = charging.propose(entry_id=make_entry(make_challenge()).pk, reason="Copied.", by=moderator)
    assert fault_of(name, lambda: ACTS[name](charge), behind=BEHIND.get(name)) == ""


def test_every_guard_of_charges_has_its_act(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": [Disqualification._meta.db_table]})
        assert {name for (name,) in cursor.fetchall()} == set(ACTS)


def test_a_rejection_meanwhile_clears_nobody(moderator, db):
    challenge = make_challenge(
        format="first_correct", prizes=(PrizeTerms(1, 100_000),), criteria=(), durations={"review": 60, "lease": 30}
    )
    entry = make_entry(challenge)
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=moderator)
    leasing.take(challenge_id=challenge.pk, by=challenge.created_by)
    ruling.reject(entry_id=entry.pk, reason="It does not build.", by=challenge.created_by)
    charging.answer(charge_id=charge.pk, text="Not so.", by=entry.entrant)
    assert rule(charge).status == "upheld"
    assert Entry.objects.get(pk=entry.pk).status == "disqualified"
