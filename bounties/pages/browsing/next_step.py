"""The one clear thing to do next about a challenge, for whoever looks: by what they are to it and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import Membership, User
from bounties.accounts.policies import PAYERS, is_moderator
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge, Side
from bounties.challenges.policies import EDITORS
from bounties.entries.models import Entry
from bounties.judging.models import Judgeship
from bounties.pages.wordings import words_of
from payments.payees.payability import Preflight

Words = str | Promise


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence on where it stands for its reader, and a button, where there is something to do."""

    says: Words
    act: Words = ""
    url: str = ""
    until: datetime | None = None  # the hour that ends it


def parts_of(user: User | AnonymousUser) -> dict[str, Any]:
    """Annotations that say what the reader is to each challenge, without another query."""
    if not user.is_authenticated:
        return {}
    this = {"challenge": OuterRef("pk"), "user": user}
    entered = Entry.objects.filter(challenge=OuterRef("pk"), entrant=user)
    entry = entered.exclude(status="withdrawn").order_by("-created_at")
    seat = Judgeship.objects.filter(challenge=OuterRef("pk"), email=user.email, status="invited")
    member = Membership.objects.filter(sponsor=OuterRef("sponsor_id"), user=user)
    return {
        "my_role": Subquery(member.values("role")[:1]),
        "my_side": Subquery(Side.objects.filter(**this).values("kind")[:1]),
        "my_seat": Subquery(seat.values("status")[:1]),
        "my_entry": Subquery(entry.values("pk")[:1]),
        "my_entry_status": Subquery(entry.values("status")[:1]),
    }


def next_step(found: Any, reader: User | AnonymousUser, payability: Preflight | None) -> NextStep:
    """What this reader may do now; `found` has the annotations of `parts_of`."""
    if not reader.is_authenticated:
        return _of_visitor(found)
    if found.my_role:
        return _of_sponsor(found)
    if found.my_seat or found.my_side == Side.Kind.JUDGE:
        return _of_judge(found)
    if found.status == "in_review" and is_moderator(reader):
        return NextStep(_("It waits for a moderator."), _("Review it"), reverse("review-challenge", args=[found.pk]))
    if found.my_entry:
        return _of_entrant(found)
    return _of_outsider(found, payability)


# What the sponsor's people read: a sentence, and for whoever may act the button and the name of its page.
SPONSOR: dict[str, tuple[Words, Words, str, tuple[str, ...]]] = {
    "draft": (_("Only you and your colleagues see this draft."), _("Go on writing"), "edit-challenge", EDITORS),
    "changes_requested": (_("A moderator asks for changes."), _("Change it"), "edit-challenge", EDITORS),
    "in_review": (_("A moderator reads it now. You are told as soon as it is approved."), "", "", ()),
    "approved": (_("It is approved. It opens once the prize is held."), _("Pay"), "fund-challenge", PAYERS),
    "funding": (_("It opens once the whole prize is held."), _("Pay"), "fund-challenge", PAYERS),
    "scheduled": (_("The prize is held. It opens by itself."), _("See the panel"), "panel-of-challenge", EDITORS),
    "open": (_("Entries come in until the close."), _("See the entries"), "entries-of-challenge", EDITORS),
    "judging": (_("It is closed, and waits to be decided."), _("Decide"), "decide", EDITORS),
    "provisional": (_("It is decided. Entrants may appeal until the decision is final."), "", "", ()),
    "awarding": (_("The winners are being paid."), "", "", ()),
    "completed": (_("Every winner is paid."), "", "", ()),
}
FIRST_STEP = "details"


def _of_sponsor(found: Any) -> NextStep:
    says, act, page, roles = SPONSOR.get(found.status, (words_of(found), "", "", ()))
    until = {"judging": found.judge_by, "scheduled": found.opens_at, "open": found.closes_at}.get(found.status)
    if found.my_role not in roles:
        return NextStep(says, until=until)
    args = [found.pk, FIRST_STEP] if page == "edit-challenge" else [found.pk]
    return NextStep(says, act, reverse(page, args=args), until)


def _of_judge(found: Any) -> NextStep:
    if found.my_seat:
        return NextStep(_("You are invited to judge this."), _("Answer the invitation"), reverse("judging"))
    if found.status in ("open", "scheduled"):
        return NextStep(_("You judge this. Entries come to you when it closes."), until=found.closes_at)
    if found.status == "judging":
        return NextStep(_("Entries wait for your scores."), _("Judge"), reverse("judging"), found.judge_by)
    return NextStep(_("You judged this."))


def _of_entrant(found: Any) -> NextStep:
    page = reverse("entry", args=[found.my_entry])
    if found.my_entry_status == "draft":
        if found.status != "open":
            return NextStep(_("Your draft was not handed in before the close."), _("Read it"), page)
        return NextStep(_("Your draft is not handed in yet."), _("Go on with it"), page, found.closes_at)
    if found.status == "open":
        return NextStep(_("Your entry is in. You may still hand in a better version."), _("See your entry"), page)
    return NextStep(_("You entered this."), _("See your entry"), page)


def _of_visitor(found: Challenge) -> NextStep:
    signing_in = f"{reverse('account_login')}?next={reverse('challenge', args=[found.pk])}"
    if found.status == "open":
        return NextStep(_("Sign in to enter, or to ask a question."), _("Sign in"), signing_in, found.closes_at)
    return _elsewhere(found)


def _of_outsider(found: Challenge, payability: Preflight | None) -> NextStep:
    if found.status != "open":
        return _elsewhere(found)
    if payability and payability.reasons:
        being_paid = f"{reverse('mine')}#being-paid"
        says = _("A prize could not reach you as things stand, so you cannot enter.")
        return NextStep(says, _("What to do about it"), being_paid, found.closes_at)
    entering = reverse("enter", args=[found.pk])
    return NextStep(_("Anyone who can be paid may enter."), _("Enter"), entering, found.closes_at)


def _elsewhere(found: Challenge) -> NextStep:
    if found.status == "judging" and found.rules.decided_by == Decider.BALLOT:
        return NextStep(_("The public votes now."), _("Vote"), reverse("ballot", args=[found.pk]))
    if found.status == "scheduled":
        return NextStep(_("It opens soon."), until=found.opens_at)
    if found.status == "judging":
        return NextStep(_("It is closed, and being judged."), until=found.judge_by)
    return NextStep(_("It takes no entries now."), _("Find another challenge"), reverse("board"))
