"""A staged prize: every stage is paid for before the first opens, and only who passed one enters the next."""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from bounties.awards import laddering
from bounties.challenges import drafting, funding, reviewing
from bounties.challenges.drafting import NotEditable
from bounties.challenges.funding import LaterStagesUnpaid
from bounties.challenges.models import Challenge, Terms
from bounties.challenges.problems import Incomplete
from bounties.challenges.sides import BothSides
from bounties.challenges.stages import after, plan, stages_of
from bounties.challenges.terms import PrizeTerms, terms_of
from bounties.entries import amending, cancelling, gates, reconsenting
from bounties.entries.models import Entry
from bounties.entries.refusals import EntriesReceived, NotEligible
from bounties.judging import inviting
from bounties.notifications.models import Notification
from payments.purses.models import Purse
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.entries.staged import HOUR, enter_and_award, make_staged, owner_of, reach_due, stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


def test_approving_the_first_stage_makes_every_stage_a_challenge_with_its_own_prizes_and_dates():
    first = make_staged("approved")
    found = stages_of(first)
    assert [(one.stage, one.status, one.prize_total, one.visibility) for one in found] == [
        (1, "approved", 40_000, "public"), (2, "approved", 50_000, "unlisted"), (3, "approved", 90_000, "unlisted"),
    ]  # fmt: skip
    assert found[2].follows == found[1]
    assert found[1].terms.get().sha256 == found[1].terms_sha256


def test_everyone_reads_all_stages_before_the_first_and_whether_their_money_is_held():
    first = make_staged()
    seen = [(row.number, row.places, row.prize_total.amount, row.is_held) for row in plan(first)]
    assert seen == [(1, 2, 40_000, True), (2, 1, 50_000, True), (3, 1, 90_000, True)]
    assert plan(after(first)) == plan(first)


def test_a_draft_shows_the_stages_that_it_says():
    assert [(row.number, row.challenge is None, row.is_held) for row in plan(make_staged("draft"))] == [
        (1, False, False), (2, True, False), (3, True, False),
    ]  # fmt: skip


def test_the_terms_of_the_first_stage_say_all_of_them_and_are_read_back_the_same():
    first = make_staged("approved")
    assert [row["title"] for row in first.terms.get().document["stages"]] == ["Stage 2", "Stage 3"]
    assert terms_of(Challenge.objects.get(pk=first.pk)) == terms_of(first)


def test_a_stage_is_paid_for_only_after_those_that_follow_it():
    first = make_staged("approved")
    with pytest.raises(LaterStagesUnpaid, match="stage 3"):
        funding.open_purse(challenge_id=first.pk, client_key="x", by=owner_of(first))


def test_the_database_publishes_no_stage_before_the_money_of_the_later_ones_is_held():
    first = make_staged("approved")
    funding.begin(first, by=None)
    with pytest.raises(IntegrityError, match="only once the money"), transaction.atomic():
        funding.publish(first)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stages": ()}, "at least one stage"),
        ({"format": "ideation"}, "has no stages"),
        ({"funding_goal": 170_000}, "not the sum of the prizes, 180000"),
        ({"prizes": (PrizeTerms(1, 20_000),), "stages": "wide"}, "2 can't pass: at most 1"),
        ({"stages": "early"}, "before stage 1 is decided"),
        ({"stages": "backwards"}, "Stage 2, closes_at: .* is not after opens_at"),
        ({"stages": "unpayable"}, "Stage 2, prizes: Place 1: 1 cannot be paid"),
        ({"stages": "many"}, "at most 10 stages"),
    ],
)
def test_wrong_stages_are_refused_with_what_to_mend(changes, sentence):
    wrong = {
        "wide": (stage(2, count=2),),
        "early": (stage(2, opens_at=laurel_now() + HOUR, closes_at=laurel_now() + 2 * HOUR),),
        "backwards": (stage(2, closes_at=laurel_now()),),
        "unpayable": (stage(2, amount=1),),
        "many": tuple(stage(number) for number in range(2, 12)),
    }
    stages = changes.get("stages")
    changes = changes | ({"stages": wrong[stages]} if isinstance(stages, str) else {})
    with pytest.raises(Incomplete, match=sentence):
        make_staged("approved", **changes)


def test_only_who_won_in_a_stage_enters_the_next():
    first, (ann, ben, cleo) = make_staged(), [make_user() for _ in range(3)]
    enter_and_award(first, [ann, ben, cleo], awarded=2)
    second = reach_due(after(first))
    assert second.status == "open"
    make_entry(second, ann)
    with pytest.raises(NotEligible, match="those who won in stage 1"):
        make_entry(second, cleo)
    with pytest.raises(IntegrityError, match="passed the one before"), transaction.atomic():
        Entry.objects.create(challenge=second, entrant=cleo, title="By the window", terms=second.terms.get())


def test_who_passed_is_told_when_the_next_stage_opens():
    first, (ann, ben) = make_staged(), [make_user() for _ in range(2)]
    enter_and_award(first, [ann, ben], awarded=2)
    second = reach_due(after(first))
    told = Notification.objects.filter(challenge=second, kind="challenge.opened")
    assert set(told.values_list("user_id", flat=True)) == {ann.pk, ben.pk}


def test_a_stage_waits_for_the_one_before_and_is_later_by_as_much():
    first = make_staged()
    make_entry(first)
    second = after(first)
    planned = terms_of(second)
    move_clock(seconds=(second.opens_at - laurel_now()).total_seconds() + 1)
    gates.settle_due()
    second.refresh_from_db()
    assert (second.status, second.opens_at) == ("scheduled", planned.opens_at)
    assert second.due_at > laurel_now()
    while first.status not in {"awarding", "completed"}:
        reach_due(first)
        laddering.climb_due()
    while second.status == "scheduled":
        reach_due(second)
    assert second.status == "open"
    assert second.opens_at > planned.opens_at
    assert second.closes_at - second.opens_at == planned.closes_at - planned.opens_at
    assert Terms.objects.filter(challenge=second).latest("number").sha256 == second.terms_sha256


def test_the_database_opens_no_stage_before_the_one_before_is_decided():
    second = after(make_staged())
    with pytest.raises(IntegrityError, match="passed the one before"), transaction.atomic():
        Challenge.objects.filter(pk=second.pk).update(status="open", due_at=second.closes_at)


def test_if_nobody_enters_a_stage_those_after_it_are_called_off():
    first = make_staged()
    reach_due(first)
    assert [one.status for one in stages_of(first)] == ["expired", "cancelled", "cancelled"]
    assert {one.cancel_reason for one in stages_of(first)[1:]} == {"stage_not_reached"}
    assert [(row.is_over, row.is_held) for row in plan(Challenge.objects.get(pk=first.pk))] == [(True, False)] * 3


def test_an_unpaid_first_stage_goes_back_to_its_drawer_and_the_others_are_made_anew():
    first = make_staged("approved")
    first.refresh_from_db()
    move_clock(seconds=(first.due_at - laurel_now()).total_seconds() + 1)
    funding.return_unpaid()
    deliver_all()
    first.refresh_from_db()
    assert [one.status for one in stages_of(first)] == ["draft", "cancelled", "cancelled"]
    dates = {"closes_at": laurel_now() + HOUR, "judge_by": laurel_now() + 2 * HOUR, "opens_at": laurel_now()}
    changes = dates | {"stages": (stage(2),)}
    drafting.amend(challenge_id=first.pk, version=first.version, changes=changes, by=owner_of(first))
    reviewing.submit(challenge_id=first.pk, by=owner_of(first))
    reviewing.approve(challenge_id=first.pk, by=make_staff("moderator"))
    first.refresh_from_db()
    assert [one.status for one in stages_of(first)] == ["approved", "approved"]


def test_a_later_stage_is_neither_called_off_nor_rewritten_alone():
    second = after(make_staged("approved"))
    with pytest.raises(NotEditable, match="stage 2 of a prize"):
        cancelling.cancel(challenge_id=second.pk, reason="client_request", by=owner_of(second))
    with pytest.raises(NotEditable):
        drafting.amend(challenge_id=second.pk, version=second.version, changes={"title": "Other"}, by=owner_of(second))


def test_who_entered_a_stage_judges_no_later_one():
    first = make_staged()
    ann = make_entry(first).entrant
    second = after(first)
    seat = inviting.invite(challenge_id=second.pk, email=ann.email, by=owner_of(second))
    with pytest.raises(BothSides):
        inviting.accept(judgeship_id=seat.pk, by=ann)


def test_once_somebody_entered_a_later_stage_changes_only_with_their_consent():
    first = make_staged()
    ann = make_entry(first).entrant
    second = after(first)
    changes = {"statement": "Something else."}
    with pytest.raises(EntriesReceived):
        amending.amend(challenge_id=second.pk, version=second.version, changes=changes, by=owner_of(second))
    amendment = reconsenting.propose(
        challenge_id=second.pk, changes=changes, reason="It was wrong.", by=make_staff("moderator")
    )
    deliver_all()
    assert Notification.objects.filter(challenge=second, kind="amendment.proposed", user=ann).exists()
    reconsenting.answer(amendment_id=amendment.pk, agrees=True, by=ann)
    second.refresh_from_db()
    assert second.statement == "Something else."
    assert first.entries.get().terms.challenge_id == first.pk


def test_before_anyone_entered_the_first_stage_a_later_one_may_still_be_mended():
    second = after(make_staged())
    amending.amend(
        challenge_id=second.pk, version=second.version, changes={"statement": "Clearer."}, by=owner_of(second)
    )
    second.refresh_from_db()
    assert (second.statement, second.due_at) == ("Clearer.", second.opens_at)


def test_the_purse_of_a_stage_that_is_not_reached_is_closed():
    first = make_staged()
    reach_due(first)
    references = [str(one.pk) for one in stages_of(first)[1:]]
    assert set(Purse.objects.filter(reference__in=references).values_list("status", flat=True)) == {"closed"}


def test_a_stage_that_is_paused_holds_up_the_next_no_longer_than_it_stands_still():
    first = make_staged()
    make_entry(first)
    before = Challenge.objects.get(pk=first.pk)
    now = laurel_now()
    before.status, before.paused_due_at, before.paused_at = "paused", now + HOUR, now
    assert gates._decided_at(before, now) == now + timedelta(hours=1)


@pytest.mark.parametrize("status", ["not_selected", "ineligible", "rejected", "disqualified", "withdrawn"])
def test_only_those_whose_work_stands_are_bound(status):
    challenge = make_challenge(entries=2)
    out, stands = challenge.entries.order_by("created_at")
    with pgtrigger.ignore("entries.Entry:entry_moves_legally"):
        Entry.objects.filter(pk=out.pk).update(status=status)
    assert list(gates.entries_bound(challenge)) == [stands]
