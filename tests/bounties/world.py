"""One of everything, with the people around it: what the table of authorisation is asked about."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from bounties.accounts import issuing
from bounties.accounts.models import Invitation, Membership, User
from bounties.awards import appealing
from bounties.awards.models import Appeal, Rereview
from bounties.ballots.models import Ballot, Flag
from bounties.challenges import asking, templating
from bounties.challenges.models import Challenge
from bounties.challenges.sides import join_payers
from bounties.challenges.terms import PrizeTerms
from bounties.community.presenting import Wish, present
from bounties.entries import attaching, disqualifying
from bounties.entries.artwork import drawing
from bounties.entries.models import Amendment, Entry, Message, SimilarityFlag
from bounties.ideas import following
from bounties.judging import inviting
from bounties.judging.models import Judgeship
from bounties.notifications.models import Notification
from bounties.notifications.preferences import pass_for
from payments.models import Contribution, Dispute, WriteOff
from payments.money import Money
from payments.payouts.creating import Share, create_payouts
from payments.periods.opening import take_up_months
from payments.reconciliation import remedying
from payments.reconciliation.models import Discrepancy, ReconciliationRun
from tests.bounties.awards.conftest import award_of, decide
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_staff, make_user
from tests.bounties.drawing import image_bytes
from tests.bounties.staging import Stage, hold_purse, judging_stage
from workers.clock import laurel_now

AT_ONCE = {"review": 60}


@dataclass
class World:
    """People by their part in it, and the ids that stand for `{names}` in paths.

    `others` belong to the sponsor in each role but the owner's, and, as `mate`, to the team of the solver's entries;
    one pays for what others posted, and one follows an idea.
    """

    people: dict[str, User | None]
    others: dict[str, User]
    ids: dict[str, Any]


def build_world() -> World:
    """A decided challenge with entries, awards, an appeal, a judge and a payout; beside it an open one and a draft."""
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    solver, loser = stage.entries[0].entrant, stage.entries[2].entrant
    draft = make_challenge("draft", sponsor=stage.sponsor)
    open_challenge = make_challenge("open", sponsor=stage.sponsor)
    entry = make_entry(open_challenge, solver, submit=False)
    asked = make_challenge(sponsor=stage.sponsor, format="question", prizes=(PrizeTerms(1, 2_000),), criteria=())
    answer = make_entry(asked, solver)
    queue = make_challenge(
        sponsor=stage.sponsor, format="first_correct", prizes=(PrizeTerms(1, 2_000),), criteria=(), durations=AT_ONCE
    )
    no_prize = {"format": "ideas", "guarantee": "up_to", "prizes": (), "criteria": ()}
    board = make_challenge(sponsor=stage.sponsor, **no_prize)
    idea = make_entry(board, solver)
    token, _ = issuing.issue(user=stage.owner, name="laptop")
    share = Share(solver.pk, 10_000)
    reference = str(stage.challenge.pk)
    (payout,) = create_payouts(
        purse_reference=reference, award_reference="world", amount=Money(1000, "usd"), shares=[share]
    )
    file = attaching.attach(entry_id=entry.pk, upload=SimpleUploadedFile("a.png", image_bytes()), by=solver)
    drawing.draw(picture_id=file.picture.pk)
    invitation = Invitation.objects.create(
        sponsor=stage.sponsor, email="invited@example.com", role="viewer", invited_by=stage.owner
    )
    odd = [Discrepancy.objects.create(kind="amount", subject=name, currency="usd") for name in ("ch_1", "ch_2")]
    proposed = remedying.propose(discrepancy_id=odd[1].pk, name="explain", reason="So it is.", by=make_staff("finance"))
    told = Notification.objects.create(user=stage.owner, event_id=uuid4(), kind="x", title="x", body="x", path="/")
    take_up_months()
    appeal = appealing.appeal(award_id=award_of(stage, 1).pk, reason="It was late.", by=loser)
    _looked_at_anew(appeal, stage.entries[1])
    ids = {
        "month": f"{laurel_now():%Y-%m}",
        "public": reference,
        "open": open_challenge.pk,
        "draft": draft.pk,
        "entry": stage.entries[0].pk,
        "written": entry.pk,
        "asked": asked.pk,
        "answer": answer.pk,
        "queue": queue.pk,
        "queued": make_entry(queue, solver).pk,
        "board": board.pk,
        "idea": idea.pk,
        "file": file.pk,
        "rendition": file.picture.renditions.get(size="small").pk,
        "question": asking.ask(challenge_id=open_challenge.pk, body="Which level?", by=solver).pk,
        "judgeship": Judgeship.objects.get(challenge=stage.challenge, judge=stage.judges[0]).pk,
        "ballot": Ballot.objects.create(challenge=stage.challenge, voter=make_user()).pk,
        "ballot_flag": Flag.objects.create(challenge=stage.challenge, kind="device").pk,
        "amendment": Amendment.objects.create(
            challenge=stage.challenge,
            proposed_by=stage.owner,
            reason="A mistake.",
            document={},
            changed=["title"],
            due_at=laurel_now(),
        ).pk,
        "award": award_of(stage, 0).pk,
        "appeal": appeal.pk,
        "payout": payout.pk,
        "contribution": Contribution.objects.get(purse__reference=reference).pk,
        **_disputed(reference, stage.owner),
        "sponsor": stage.sponsor.pk,
        "template": templating.save(challenge_id=draft.pk, name="Kept", by=stage.owner).pk,
        "member": stage.owner.pk,
        "token": token.pk,
        "invitation": invitation.pk,
        "root": "",
        "handle": present(user=solver, wish=Wish(handle="shown-solver", is_public=True)).handle,
        "flag": SimilarityFlag.objects.create(
            entry=stage.entries[0], resembles=stage.entries[1], kind="text", score=50
        ).pk,
        "message": Message.objects.create(
            entry=stage.entries[0],
            side="sponsor",
            author=stage.owner,
            body="When?",
            reported_at=laurel_now(),
            reported_by=solver,
            report_reason="?",
        ).pk,
        "charge": disqualifying.propose(entry_id=stage.entries[0].pk, reason="Copied.", by=make_staff("moderator")).pk,
        "notification": told.pk,
        "unsubscribing": pass_for(stage.owner.pk, "judging"),
        "exception": odd[0].pk,
        "remedy": proposed.pk,
        "run": ReconciliationRun.objects.create(cause="clock", ended_at=laurel_now()).pk,
    }
    people = {
        "visitor": None,
        "stranger": _busy_elsewhere(),
        "owner": stage.owner,
        "solver": solver,
        "judge": stage.judges[0],
        **{role: make_staff(role) for role in ("moderator", "arbiter", "finance")},
    }
    others = {
        "mate": _mate_of(*stage.entries[:1], entry),
        "backer": _backer_of(stage.challenge, open_challenge, asked, queue, board),
        "follower": _follower_of(idea),
    }
    return World(people, _members(stage) | others, ids)


def _busy_elsewhere() -> User:
    """The owner of another sponsor with a challenge, who also solves and judges: nothing of it counts here."""
    person = make_user()
    make_challenge(sponsor=make_sponsor(person, "Elsewhere"))
    make_entry(make_challenge(), person)
    judged = make_challenge()
    owner = judged.sponsor.memberships.get(role="owner").user
    seat = inviting.invite(challenge_id=judged.pk, email=person.email, by=owner)
    inviting.accept(judgeship_id=seat.pk, by=person)
    return person


def _members(stage: Stage) -> dict[str, User]:
    """Someone in each role of the sponsor's that is not its owner's."""
    roles = [role for role in Membership.Role.values if role != "owner"]
    people = {role: make_user() for role in roles}
    for role, person in people.items():
        Membership.objects.create(sponsor=stage.sponsor, user=person, role=role)
    return people


def _mate_of(*entries: Entry) -> User:
    """A member of the team, with a small part to which they have agreed."""
    person = make_user()
    for entry in entries:
        part = {"email": person.email, "user": person, "share_bp": 1_000, "consented_at": laurel_now()}
        with transaction.atomic():  # a team's shares make a whole at its end
            entry.shares.update(share_bp=9_000)
            entry.shares.create(**part)
    return person


def _backer_of(*challenges: Challenge) -> User:
    """The owner of another sponsor, which pays for these too."""
    person = make_user()
    sponsor = make_sponsor(person, "Backers")
    for challenge in challenges:
        join_payers(challenge=challenge, sponsor=sponsor)
    return person


def _follower_of(idea: Entry) -> User:
    """Somebody who wants to hear what becomes of it."""
    person = make_user()
    following.follow(entry_id=idea.pk, by=person)
    return person


def _looked_at_anew(appeal: Appeal, entry: Entry) -> None:
    """Another arbiter was asked to score it anew, and has not done so yet."""
    facts = {"appeal": appeal, "challenge": appeal.challenge, "reason": "Misread.", "due_at": laurel_now()}
    Rereview.objects.create(**facts, ordered_by=make_staff("arbiter"), entries=[entry.pk])


def _disputed(reference: str, owner: User) -> dict[str, Any]:
    """A dispute of the purse's money that can be answered, and a write-off that waits for its second person."""
    paid = Contribution.objects.get(purse__reference=reference)
    now = laurel_now()
    facts = {"contribution": paid, "dispute_id": "dp_world", "amount": 1, "reason": "general", "opened_at": now}
    dispute = Dispute.objects.create(**facts, status="needs_response", due_at=now)
    debt = {"payer_reference": str(uuid4()), "currency": "usd", "amount": 1, "reason": "Gone."}
    return {"dispute": dispute.pk, "write_off": WriteOff.objects.create(**debt, proposed_by=owner).pk}
