"""The ranking once every entry has its quorum: places, how far judges are apart, and the chair's word on ties."""

from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.models import Challenge
from bounties.challenges.policies import may_review
from bounties.challenges.scoring_rules import SCORING_RULES
from bounties.errors import BountyError, NotAllowed
from bounties.judging import policies, standings, tie_breaking
from bounties.judging.api.serializers import LONGEST_COMMENT
from bounties.judging.standings import RankingRow
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.scoring.parts import DECIDING, challenge_seen_by, tabs_of
from bounties.pages.scoring.spread import spread_of


class TieForm(forms.Form):
    """The chair's order of entries that share a rank."""

    reason = forms.CharField(
        label=gettext_lazy("Why in this order"),
        help_text=gettext_lazy("It is published with the result."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, typed: Any, *, tied: list[RankingRow]) -> None:
        super().__init__(typed, prefix=f"rank{tied[0].rank}")
        self.tied = tied
        places = [(str(number), str(number)) for number in range(1, len(tied) + 1)]
        for row in tied:
            self.fields[str(row.entry_id)] = forms.ChoiceField(label=f"{row.alias}: {row.title}", choices=places)
        self.order_fields([str(row.entry_id) for row in tied])

    @property
    def best_first(self) -> list[UUID]:
        """The entries as the chair ordered them; two in one place are for the service to refuse."""
        chosen = {int(self.cleaned_data[str(row.entry_id)]): row.entry_id for row in self.tied}
        return [chosen[place] for place in sorted(chosen)]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def ranking(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """All of it at once, or why there is none yet; a chair who posts here parts a tie."""
    user = signed_in(request.user)
    challenge = challenge_seen_by(user, challenge_id)
    rows, not_yet = _rows(challenge, user)
    forms_of_ties = _ties(request, challenge, rows, user)
    sent = next((form for form in forms_of_ties if form.is_bound and form.is_valid()), None)
    if sent and attempt(sent, partial(_part, challenge, sent, user)) is not None:
        messages.success(request, _("The tie is parted. Your order and its reason are published with the result."))
        return redirect("ranking", challenge_id)
    tabs = tabs_of(challenge, user, "ranking")
    shown = {
        "challenge": challenge,
        "tabs": tabs,
        "may_decide": challenge.status == Challenge.Status.JUDGING and any(tab["name"] == DECIDING for tab in tabs),
        "may_consent": challenge.status == Challenge.Status.JUDGING and may_review(challenge, user),
        "rows": rows,
        "not_yet": not_yet,
        "spread": spread_of(rows) if rows else None,
        "rule": SCORING_RULES[challenge.aggregation],
        "ties": forms_of_ties,
        "apart": standings.SPREAD_THAT_ASKS_FOR_A_THIRD,
    }
    return render(request, "scoring/ranking.html", shown)


def _rows(challenge: Challenge, user: User) -> tuple[list[RankingRow], str]:
    """The rows, or in words why they cannot be seen yet. Raises NotAllowed for who never sees them."""
    try:
        return standings.ranking_rows(challenge, user), ""
    except NotAllowed:
        raise
    except BountyError as refusal:
        return [], str(refusal)


def _ties(request: HttpRequest, challenge: Challenge, rows: list[RankingRow], user: User) -> list[TieForm]:
    """One form for each rank that several share, for the chair while it is judged."""
    tied = [group for _, rivals in groupby(rows, key=lambda row: row.rank) if len(group := list(rivals)) > 1]
    if challenge.status != Challenge.Status.JUDGING or not tied or not _is_chair_among_readers(challenge, user):
        return []
    typed = posted(request)
    return [TieForm(typed if typed and f"rank{one[0].rank}-reason" in typed else None, tied=one) for one in tied]


def _is_chair_among_readers(challenge: Challenge, user: User) -> bool:
    """Of those who may read it, whoever is not of the sponsor's side is the chair."""
    return not policies.is_on_the_sponsors_side(challenge, user) or policies.is_chair(challenge, user)


def _part(challenge: Challenge, form: TieForm, user: User) -> object:
    reason = form.cleaned_data["reason"]
    return tie_breaking.break_tie(challenge_id=challenge.pk, entries=form.best_first, reason=reason, by=user)
