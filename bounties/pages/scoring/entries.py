"""The entries of a challenge for its sponsor's side, under aliases; and those that wait to be screened."""

from itertools import islice
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.models import Challenge
from bounties.challenges.policies import may_edit, may_review
from bounties.entries import screening
from bounties.entries.models import EntryVersion, FlagState, SimilarityFlag
from bounties.entries.policies import may_screen
from bounties.judging import policies, reading
from bounties.judging.aliases import alias_of
from bounties.judging.errors import NotJudging
from bounties.judging.judged import blind_entries, screened_versions
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in
from bounties.pages.scoring.parts import challenge_seen_by, tabs_of

MOST = 50  # entries on a page


class PageForm(forms.Form):
    """Where a page begins."""

    after = forms.UUIDField(required=False)


class ScreeningForm(forms.Form):
    """What an entry lacks."""

    reason = forms.CharField(
        label=gettext_lazy("What it lacks"),
        help_text=gettext_lazy("The entrant reads it, and may mend it once. Leave it empty to let the entry pass."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_safe
@for_signed_in
def entries(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """What may be read, in the order of aliases, a page at a time; before the close only that it is sealed."""
    user = signed_in(request.user)
    challenge = challenge_seen_by(user, challenge_id)
    asked = PageForm(request.GET)
    after = asked.cleaned_data["after"] if asked.is_valid() else None
    try:
        versions, next_after = _page(challenge, user, after)
        sealed = ""
    except NotJudging as refusal:
        versions, next_after, sealed = [], None, str(refusal)
    waiting = [] if sealed or not may_screen(challenge, user) else list(screened_versions(challenge)[:MOST])
    read = blind_entries([*waiting, *versions], user)
    shown = {
        "challenge": challenge,
        "tabs": tabs_of(challenge, user, "entries-of-challenge"),
        "entries": read[len(waiting) :],
        "waiting": [(one, ScreeningForm(prefix=str(one.id))) for one in read[: len(waiting)]],
        "flags": _flags(challenge, user),
        "may_write": challenge.rules.is_priced and may_edit(challenge, user),
        "may_charge": may_review(challenge, user),
        "sealed": sealed,
        "next": f"?after={next_after}" if next_after else "",
    }
    return render(request, "scoring/entries.html", shown)


def _page(challenge: Challenge, user: User, after: UUID | None) -> tuple[list[EntryVersion], UUID | None]:
    versions = reading.versions_for(challenge, user)
    rows = list(islice(versions.filter(entry__gt=after) if after else versions, MOST + 1))
    return rows[:MOST], rows[MOST - 1].entry_id if len(rows) > MOST else None


def _flags(challenge: Challenge, user: User) -> list[tuple[SimilarityFlag, str, str]]:
    """What looks alike, for the moderators who may decide about it; the sponsor's side sees none."""
    if not policies.is_moderator(user):
        return []
    flags = SimilarityFlag.objects.visible_to(user).filter(entry__challenge=challenge, state=FlagState.OPEN)
    return [(one, alias_of(one.entry_id), alias_of(one.resembles_id)) for one in flags.order_by("id")[:MOST]]


@require_POST
@for_signed_in
def screen(request: HttpRequest, challenge_id: UUID, entry_id: UUID) -> HttpResponse:
    """Let one be judged, or say what it lacks."""
    user = signed_in(request.user)
    is_eligible = request.POST.get("verdict") == "qualified"
    reason = request.POST.get(f"{entry_id}-reason", "")
    return press(
        request,
        lambda: screening.screen(entry_id=entry_id, is_eligible=is_eligible, reason=reason, by=user),
        done=_("It may be judged.") if is_eligible else _("The entrant is told what is missing."),
        then=f"/challenges/{challenge_id}/entries",
    )
