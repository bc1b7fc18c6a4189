"""What waits for a solver: each with its hour, the nearest first, in four queries however much there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import Membership, User
from bounties.awards.models import Appeal, AppealSide, Award
from bounties.challenges.models import Challenge
from bounties.challenges.policies import EDITORS
from bounties.entries.models import Amendment, Disqualification, Entry, ScreeningStatus, TeamShare
from bounties.entries.models.life import UNDECIDED
from bounties.pages.entering.outcome import is_curing
from workers.clock import LaurelNow

MOST = 50
UNSENT = [Entry.Status.DRAFT, Entry.Status.CHANGES_REQUESTED]
OPEN = {"challenge__status": Challenge.Status.OPEN, "challenge__closes_at__gt": LaurelNow()}


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing to do: what, about which challenge, where, and until when."""

    says: str | Promise
    about: str
    path: str
    until: datetime | None
    now: datetime  # by the database's clock


def waits_of(user: User) -> list[Wait]:
    """What the user is waited for, the most urgent first; what has no hour comes last."""
    found = [*_of_shares(user), *_of_awards(user), *_of_entries(user), *_of_hearings(user)]
    return sorted(found, key=lambda wait: (wait.until is None, wait.until.timestamp() if wait.until else 0))[:MOST]


def _of_shares(user: User) -> Iterator[Wait]:
    open_now = {f"entry__{path}": value for path, value in OPEN.items()}
    offered = TeamShare.objects.filter(email=user.email, consented_at=None, entry__status__in=UNDECIDED, **open_now)
    for share in offered.select_related("entry__challenge").annotate(now=LaurelNow())[:MOST]:
        challenge = share.entry.challenge
        path = reverse("consent", args=[share.entry_id])
        yield Wait(_("A share of an entry is offered to you"), challenge.title, path, challenge.closes_at, share.now)


def _of_awards(user: User) -> Iterator[Wait]:
    says = {
        Award.Status.OFFERED: _("An award is yours: accept it"),
        Award.Status.VERIFYING: _("Your prize waits for papers"),
    }
    timed = Award.objects.held_by(user.pk).filter(status__in=list(says)).select_related("challenge", "entry")
    for award in timed.annotate(now=LaurelNow())[:MOST]:
        status = Award.Status(award.status)
        if status == Award.Status.VERIFYING or award.entry.entrant_id == user.pk:
            yield Wait(says[status], award.challenge.title, reverse("award", args=[award.pk]), award.due_at, award.now)


def _of_entries(user: User) -> Iterator[Wait]:
    for entry in _asked_entries(user)[:MOST]:
        title, here = entry.challenge.title, reverse("entry", args=[entry.pk])
        if entry.status in UNSENT and entry.challenge.status == Challenge.Status.OPEN:
            yield Wait(_("Hand in your entry"), title, here, entry.challenge.closes_at, entry.now)
        if entry.charge:
            yield Wait(
                _("Answer a charge against your entry"), title, reverse("charge", args=[entry.charge]), None, entry.now
            )
        if entry.amendment:
            path = reverse("amendment", args=[entry.amendment])
            yield Wait(_("The terms should change: do you agree?"), title, path, None, entry.now)
        if entry.asked_by:
            path = reverse("appeal", args=[entry.asked_by])
            yield Wait(_("Somebody contests your prize: say your side"), title, path, None, entry.now)
        if is_curing(entry):
            until = entry.screening.due_at
            yield Wait(_("Add what your entry lacks"), title, reverse("mend", args=[entry.pk]), until, entry.now)
        if entry.status != Entry.Status.WITHDRAWN and entry.challenge.status == Challenge.Status.PROVISIONAL:
            yield Wait(_("Read the decision; you may still contest it"), title, here, entry.challenge.due_at, entry.now)


def _of_hearings(user: User) -> Iterator[Wait]:
    """Appeals in which one speaks for the sponsor, or for one's own charge; a holder's are with the entry."""
    managed = Membership.objects.filter(user=user, role__in=EDITORS).values("sponsor")
    sponsor = Q(answers__side=AppealSide.SPONSOR, challenge__sponsor__in=managed)
    accuser = Q(answers__side=AppealSide.ACCUSER, entry__disqualifications__proposed_by=user)
    asked = Appeal.objects.open().filter(sponsor | accuser, answers__text="", answer_by__gt=LaurelNow()).distinct()
    for appeal in asked.select_related("challenge").annotate(now=LaurelNow())[:MOST]:
        path = reverse("appeal", args=[appeal.pk])
        yield Wait(_("An appeal was opened: say your side"), appeal.challenge.title, path, appeal.answer_by, appeal.now)


def _asked_entries(user: User) -> QuerySet[Any]:
    """The user's own, each with the ids of what waits for an answer."""
    charges = Disqualification.objects.filter(entry=OuterRef("pk"), status="open", answer="", answer_by__gt=LaurelNow())
    amendments = Amendment.objects.filter(challenge=OuterRef("challenge"), status="open").exclude(
        answers__entry=OuterRef("pk")
    )
    appeals = Appeal.objects.filter(award__entry=OuterRef("pk"), status="open", answer_by__gt=LaurelNow())
    asked = appeals.filter(answers__side=AppealSide.HOLDER, answers__text="")
    curing = Q(screening__status=ScreeningStatus.CURING)
    own = Entry.objects.filter(entrant=user).annotate(
        charge=Subquery(charges.values("pk")[:1]),
        amendment=Subquery(amendments.values("pk")[:1]),
        asked_by=Subquery(asked.values("pk")[:1]),
        now=LaurelNow(),
    )
    lively = Q(**OPEN) | Q(challenge__status__in=[Challenge.Status.PROVISIONAL]) | curing
    asks = Q(charge__isnull=False) | Q(amendment__isnull=False) | Q(asked_by__isnull=False)
    return own.filter(lively | asks).select_related("challenge", "screening").order_by("challenge__closes_at", "pk")
