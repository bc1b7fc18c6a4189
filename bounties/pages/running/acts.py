"""What a sponsor may do with a challenge as it stands: each act with what it means, its page, or why not now."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bounties.accounts.policies import PAYERS
from bounties.challenges.models import AMENDABLE, Challenge
from bounties.challenges.models.life import LIVE
from bounties.challenges.policies import EDITORS
from bounties.entries.amending import extensions_left
from bounties.pages.running.calling_off import WITHDRAWAL, Effect
from bounties.pages.running.steps import DEADLINE

Words = str | Promise
ENTRIES_CLOSED = _("Only until entries close.")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do. Without an address it is not possible now, and `says` tells why."""

    name: Words
    says: Words
    icon: str
    url: str = ""


def acts_of(challenge: Challenge, role: str, effect: Effect, *, unanswered: int) -> list[Act]:
    """For somebody of the sponsor in this role; first what somebody waits for."""
    found: list[Act] = []
    if role in EDITORS:
        found += [*_answering(challenge, unanswered), *_changing(challenge)]
    if role in PAYERS:
        found += _paying(challenge)
    if role in EDITORS:
        found += [_keeping(challenge), _calling_off(challenge, effect)]
    return found


def _answering(challenge: Challenge, unanswered: int) -> Iterator[Act]:
    if unanswered:
        says = ngettext("%(n)s question waits.", "%(n)s questions wait.", unanswered) % {"n": unanswered}
        yield Act(_("Answer questions"), says, "message-circle", reverse("questions", args=[challenge.pk]))


def _changing(challenge: Challenge) -> Iterator[Act]:
    if challenge.phase not in LIVE:
        return
    if challenge.status not in AMENDABLE:
        yield Act(_("Change the terms"), ENTRIES_CLOSED, "pencil")
        return
    says = _("Add to the description, mend a word. What could undercut work that was handed in is refused.")
    yield Act(_("Change the terms"), says, "pencil", reverse("change-terms", args=[challenge.pk, "details"]))
    left = extensions_left(challenge)
    if left:
        says_left = ngettext("%(n)s time more.", "%(n)s times more.", left) % {"n": left}
        url = reverse("change-terms", args=[challenge.pk, DEADLINE])
        yield Act(_("Give more time"), says_left, "calendar-clock", url)
    else:
        yield Act(_("Give more time"), _("It was extended as often as can be: solvers must be able to plan."), "clock")


def _paying(challenge: Challenge) -> Iterator[Act]:
    if challenge.prize_total and challenge.phase in LIVE:
        if challenge.status in AMENDABLE:
            says = _("More for one of the places. It rises once it is paid, and is never lowered again.")
            yield Act(_("Raise a prize"), says, "trophy", reverse("raise-prize", args=[challenge.pk]))
        else:
            yield Act(_("Raise a prize"), ENTRIES_CLOSED, "trophy")
    if challenge.prize_total and challenge.is_public:
        url = reverse("payments-of-challenge", args=[challenge.pk])
        yield Act(_("See what was paid"), _("Each payment, and where it is."), "wallet", url)


def _keeping(challenge: Challenge) -> Act:
    says = _("Keep what it says under a name, and begin the next one from it.")
    return Act(_("Keep it as a template"), says, "copy", reverse("keep-template", args=[challenge.pk]))


def _calling_off(challenge: Challenge, effect: Effect) -> Act:
    if effect.kind == WITHDRAWAL:
        says = _("It ends for good. Nothing was paid for it, and nobody could enter.")
        return Act(_("Withdraw it"), says, "circle-x", reverse("call-off", args=[challenge.pk]))
    if effect.is_possible:
        says = _("It ends for good. The page says first what goes back to whom.")
        return Act(_("Call it off"), says, "circle-x", reverse("call-off", args=[challenge.pk]))
    return Act(_("Call it off"), WHY_NOT[effect.kind], "circle-x")


WHY_NOT: dict[str, Words] = {
    "over": _("It is decided, or over."),
    "in_its_stages": _("Only with the stages before it."),
    "binding": _("Work was handed in, and every prize is promised: it will be judged, and its winners paid."),
}
