"""Two who act on entries at once: whoever is second waits, and sees what the first did."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bounties.challenges.models import Challenge
from bounties.challenges.stages import after
from bounties.entries import (
    amending,
    attaching,
    closing,
    disputing,
    gates,
    messaging,
    pausing,
    reconsenting,
    submitting,
    withdrawing,
)
from bounties.entries import disqualifying as charging
from bounties.entries.artwork import drawing
from bounties.entries.messaging import NotReported
from bounties.entries.models import (
    Amendment,
    AmendmentAnswer,
    DismissedReport,
    Disqualification,
    Entry,
    FlagState,
    Message,
    Picture,
    Rendition,
    SimilarityFlag,
)
from bounties.entries.refusals import EntriesReceived, TooLateToAnswer
from bounties.entries.similarity import deciding
from bounties.errors import IllegalMove
from payments.disputes import settling
from payments.models import Contribution, Dispute
from tests.bounties.awards.test_requests import request_stage
from tests.bounties.building import OPEN_SECONDS, make_challenge, make_entry
from tests.bounties.challenges.test_disputed import paid
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.drawing import image_bytes
from tests.bounties.entries.staged import make_staged, owner_of
from tests.bounties.staging import close, enter
from tests.clock import move_clock
from tests.meeting import held_then_met, told
from workers.clock import laurel_now

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_charge_is_answered_once():
    entry = make_entry(make_challenge())
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=make_staff("moderator"))
    answer = partial(charging.answer, charge_id=charge.pk, by=entry.entrant)
    _, second = held_then_met(partial(answer, text="Not so."), partial(answer, text="And more."))
    assert isinstance(second, TooLateToAnswer)
    assert (Disqualification.objects.get().answer, told("entry.answered")) == ("Not so.", 1)


def test_a_challenge_that_closes_under_its_first_entry_is_judged():
    entry = make_entry(make_challenge(), submit=False)

    def close_on_time() -> int:
        move_clock(seconds=OPEN_SECONDS + 1)
        return closing.close_due()

    held_then_met(lambda: submitting.submit(entry_id=entry.pk, by=entry.entrant), close_on_time)
    closing.close_due()  # where it was held too long, the next tick finds it
    assert (Challenge.objects.get().status, Entry.objects.get().status) == ("judging", "qualified")


def test_what_resembled_an_entry_that_goes_away_is_not_upheld():
    one, other = make_challenge(entries=2).entries.all()
    flag, moderator = (
        SimilarityFlag.objects.create(entry=one, resembles=other, kind="text", score=90),
        make_staff("moderator"),
    )
    _, second = held_then_met(
        lambda: deciding.drop(entry_id=one.pk, reason=deciding.WITHDRAWN),
        lambda: deciding.decide(flag_id=flag.pk, state=FlagState.UPHELD, reason="The same.", by=moderator),
    )
    assert isinstance(second, IllegalMove)
    assert (SimilarityFlag.objects.get().state, told("similarity.upheld")) == ("dismissed", 0)


def test_of_two_moderators_who_hide_a_message_the_first_gives_the_reason():
    stage = request_stage()
    entry = enter(stage, make_user(), price=42_000)
    close(stage)
    rude = messaging.write(entry_id=entry.pk, body="Are you stupid?", by=stage.owner)
    messaging.report(message_id=rude.pk, reason="Rude.", by=entry.entrant)
    hides = [
        partial(messaging.hide, message_id=rude.pk, reason=reason, by=make_staff("moderator"))
        for reason in ("Be kind.", "Spam.")
    ]
    held_then_met(*hides)
    assert (Message.objects.get().hidden_reason, told("message.hidden")) == ("Be kind.", 1)


def test_of_two_moderators_who_answer_a_report_otherwise_the_first_is_obeyed():
    stage = request_stage()
    entry = enter(stage, make_user(), price=42_000)
    close(stage)
    plain = messaging.write(entry_id=entry.pk, body="Is it blue?", by=stage.owner)
    messaging.report(message_id=plain.pk, reason="Rude.", by=entry.entrant)
    answers = [
        partial(answer, message_id=plain.pk, reason="So it is.", by=make_staff("moderator"))
        for answer in (messaging.dismiss, messaging.dismiss, messaging.hide)
    ]
    _, second = held_then_met(*answers[:2])
    assert isinstance(second, NotReported)
    with pytest.raises(NotReported):
        answers[2]()
    assert (DismissedReport.objects.count(), told("report.dismissed"), told("message.hidden")) == (1, 1, 0)


def proposed(stage: Challenge) -> Amendment:
    """Less is asked of a later stage, if everyone whose work stands agrees."""
    changes, moderator = {"statement": "Less."}, make_staff("moderator")
    return reconsenting.propose(challenge_id=stage.pk, changes=changes, reason="It was wrong.", by=moderator)


def agreed(amendment: Amendment, entry: Entry) -> Amendment:
    return reconsenting.answer(amendment_id=amendment.pk, agrees=True, by=entry.entrant)


def test_who_takes_an_entry_back_agrees_to_no_terms_of_a_later_stage():
    first = make_staged()
    entry, amendment = make_entry(first), proposed(after(first))
    _, second = held_then_met(
        lambda: withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant), lambda: agreed(amendment, entry)
    )
    assert isinstance(second, Amendment.DoesNotExist)
    assert (Amendment.objects.get().status, AmendmentAnswer.objects.count()) == ("open", 0)


def test_who_just_hands_in_to_the_first_stage_is_asked_about_the_terms_of_a_later_one():
    first = make_staged()
    entry, late = make_entry(first), make_entry(first, submit=False)
    amendment = proposed(after(first))
    _, second = held_then_met(
        lambda: submitting.submit(entry_id=late.pk, by=late.entrant), lambda: agreed(amendment, entry)
    )
    assert (second.status, list(reconsenting.unanswered(amendment))) == ("open", [late])


def test_while_somebody_hands_in_to_the_first_stage_no_sponsor_changes_a_later_one_alone():
    first = make_staged()
    entry, later = make_entry(first, submit=False), after(first)
    change = {"challenge_id": later.pk, "version": later.version, "changes": {"statement": "Less."}}
    _, second = held_then_met(
        lambda: submitting.submit(entry_id=entry.pk, by=entry.entrant),
        lambda: amending.amend(by=owner_of(later), **change),
    )
    assert isinstance(second, EntriesReceived)


def test_a_stage_that_is_just_paused_does_not_open():
    second_stage = after(make_staged())
    move_clock(seconds=(second_stage.opens_at - laurel_now()).total_seconds() + 1)
    key, moderator = second_stage.pk, make_staff("moderator")
    _, second = held_then_met(
        lambda: pausing.pause(challenge_id=key, reason="A leak.", by=moderator), lambda: gates.settle(challenge_id=key)
    )
    second_stage.refresh_from_db()
    assert (second, second_stage.status, second_stage.due_at) == (None, "paused", None)


def test_an_image_is_drawn_once():
    entry = make_entry(make_challenge(), submit=False)
    attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.png", image_bytes()), by=entry.entrant)
    draw = partial(drawing.draw, picture_id=Picture.objects.get().pk)
    _, second = held_then_met(draw, draw)
    assert (second, told("picture.drawn"), Rendition.objects.count()) == (None, 1, 2)


def test_a_payment_that_is_lost_while_an_entry_comes_in_calls_nothing_off(simulator):
    challenge = paid()
    entry = make_entry(challenge, submit=False)
    lost = simulator.control.dispute(Contribution.objects.get().charge_id)["id"]
    simulator.control.decide(lost, "lost")
    settling.look(dispute_id=lost)
    key = Dispute.objects.get().pk
    _, second = held_then_met(
        lambda: submitting.submit(entry_id=entry.pk, by=entry.entrant),
        lambda: disputing.conclude(challenge_id=challenge.pk, dispute_id=key),
    )
    assert (second, Challenge.objects.get().status, told("dispute.borne")) == (None, "open", 1)
