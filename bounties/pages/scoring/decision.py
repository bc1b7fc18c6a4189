"""The page on which it is decided: choose, look at what everyone will be told, confirm."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.awards import deciding, policies
from bounties.awards.automatic import places_of
from bounties.awards.models import DepartureConsent, Rule
from bounties.challenges.models import Challenge
from bounties.errors import BountyError
from bounties.judging.aliases import alias_of
from bounties.judging.judged import Submission, submissions_of
from bounties.judging.policies import require_judging
from bounties.judging.ranking import Ranked
from bounties.judging.standings import ranking
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.scoring.answers import acceptance
from bounties.pages.scoring.deciding import Candidate, DecisionForm
from bounties.pages.scoring.foretelling import Told, foretell
from bounties.pages.scoring.parts import challenge_seen_by, tabs_of

Status = Challenge.Status
BEFORE = [Status.SCHEDULED, Status.OPEN]
AFTER = [Status.PROVISIONAL, Status.AWARDING, Status.COMPLETED, Status.NO_AWARD]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def decide(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """With `act=preview` what would be told is shown, with `act=decide` it is decided."""
    user = signed_in(request.user)
    challenge = challenge_seen_by(user, challenge_id, "prizes")
    if challenge.rules.is_rolling:
        return acceptance(request, challenge, {"challenge": challenge, "tabs": tabs_of(challenge, user, "decide")})
    rule = policies.rule_of_decider(challenge, user)
    shown = {"challenge": challenge, "tabs": tabs_of(challenge, user, "decide"), "rule": rule}
    try:
        require_judging(challenge)
        submitted = submissions_of(challenge)
        ranked = ranking(challenge, submitted) if rule == Rule.RANKING else []
    except BountyError as refusal:
        return render(request, "scoring/decide.html", shown | {"not_yet": _why_not(challenge, refusal)})
    form = DecisionForm(
        posted(request), challenge=challenge, places=places_of(challenge), known=_known(submitted, ranked)
    )
    told = None
    if request.method == "POST" and form.is_valid():
        act = request.POST.get("act")
        if act == "decide" and attempt(form, lambda: _decide(challenge, form, user)) is not None:
            messages.success(request, _("It is decided, and everyone who takes part is told."))
            return redirect("challenge", challenge_id)
        told = _foretold(challenge, form, user) if act == "preview" else None
    consented = DepartureConsent.objects.filter(challenge=challenge).exists()
    return render(request, "scoring/decide.html", shown | {"form": form, "told": told, "consented": consented})


def _why_not(challenge: Challenge, refusal: BountyError) -> str:
    """What is to be waited for, or that it is over, in a decider's words."""
    if challenge.status in BEFORE:
        return _("It takes entries still. You decide once it is closed and its entries are judged.")
    return _("It is decided already. Its page says how.") if challenge.status in AFTER else str(refusal)


def _known(submitted: Sequence[Submission], ranked: Sequence[Ranked]) -> list[Candidate]:
    """Every entry that may be chosen: in the order of the ranking, what only a receipt parts by alias."""
    by_entry = {one.entry_id: one for one in ranked}
    found = [
        Candidate(
            entry=one.entry_id,
            alias=alias_of(one.entry_id),
            title=one.title,
            rank=place.rank if (place := by_entry.get(one.entry_id)) else None,
            score=place.score if place else None,
            price=one.price,
        )
        for one in submitted
    ]
    return sorted(found, key=lambda one: (one.rank or len(found), one.entry))


def _decide(challenge: Challenge, form: DecisionForm, by: User) -> Challenge:
    why = form.cleaned_data["reason"]
    return deciding.decide(challenge_id=challenge.pk, awards=form.chosen, by=by, reason=why)


def _foretold(challenge: Challenge, form: DecisionForm, by: User) -> list[Told] | None:
    return attempt(form, lambda: foretell(challenge, lambda: _decide(challenge, form, by)))
