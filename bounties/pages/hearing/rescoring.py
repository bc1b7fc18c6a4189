"""Scoring anew: another arbiter reads each entry of a re-review blind, and scores it by the published rubric."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.awards import rereviewing
from bounties.awards.models import Appeal, Rereview
from bounties.awards.models.involvement import FROM_REREVIEWS
from bounties.awards.policies import is_involved
from bounties.awards.rereviewing import Rescored
from bounties.challenges.models import Criterion
from bounties.entries.models import EntryVersion
from bounties.judging.api.serializers import LONGEST_COMMENT
from bounties.judging.judged import BlindEntry, blind_entries, judged_versions
from bounties.judging.models.scorecards import SHORTEST_FEEDBACK
from bounties.pages.answering import attempt
from bounties.pages.hearing.reading import arbiter_of
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

LEAST, MOST = Decimal(0), Decimal(100)
LONGEST_FINDING = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One entry with its fields: for each criterion the points and the comment."""

    entry: BlindEntry
    marks: Sequence[tuple[Criterion, forms.BoundField, forms.BoundField]]


class RescoreForm(forms.Form):
    """Every entry on every criterion, and what was found."""

    finding = forms.CharField(
        label=_("What you found"),
        help_text=_("The parties read it with the result."),
        max_length=LONGEST_FINDING,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    no_conflict = forms.BooleanField(
        label=_("I have no interest in the outcome"),
        help_text=_("Whoever has one leaves it to another arbiter."),
    )

    def __init__(
        self, typed: Mapping[str, Any] | None, *, entries: Sequence[BlindEntry], criteria: Sequence[Criterion]
    ):
        super().__init__(typed)
        self.entries, self.criteria = entries, criteria
        for entry in entries:
            for one in criteria:
                self.fields[f"points_{entry.id}_{one.pk}"] = _points(entry, one)
                self.fields[f"comment_{entry.id}_{one.pk}"] = _comment(entry, one)
        self.order_fields([name for name in self.fields if name.startswith(("points_", "comment_"))])

    def sheets(self) -> Iterator[Sheet]:
        """The entries in the order of their aliases."""
        for entry in self.entries:
            keys = [(one, f"{entry.id}_{one.pk}") for one in self.criteria]
            yield Sheet(entry, [(one, self[f"points_{key}"], self[f"comment_{key}"]) for one, key in keys])

    @property
    def given(self) -> list[Rescored]:
        """As the service takes it."""
        said = self.cleaned_data
        pairs = [(entry.id, one.pk) for entry in self.entries for one in self.criteria]
        return [
            Rescored(entry, one, said[f"points_{entry}_{one}"], said[f"comment_{entry}_{one}"]) for entry, one in pairs
        ]


def _points(entry: BlindEntry, criterion: Criterion) -> forms.DecimalField:
    label = _("Points of {alias} for {criterion}").format(alias=entry.alias, criterion=criterion.name)
    return forms.DecimalField(label=label, min_value=LEAST, max_value=MOST, decimal_places=2)


def _comment(entry: BlindEntry, criterion: Criterion) -> forms.CharField:
    return forms.CharField(
        label=_("Comment for {alias} on {criterion}").format(alias=entry.alias, criterion=criterion.name),
        help_text=_("One comment on each entry has {count} characters or more.").format(count=SHORTEST_FEEDBACK),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def rescore(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """All at once; the places follow from it by the published rule, and the appeal ends with it."""
    user = arbiter_of(request)
    appeal = get_object_or_404(Appeal.objects.visible_to(user).select_related("challenge__sponsor"), pk=appeal_id)
    found = get_object_or_404(Rereview, appeal=appeal)
    criteria = list(appeal.challenge.criteria.order_by("priority"))
    entries = blind_entries(_versions(appeal, found), user)
    form = RescoreForm(posted(request), entries=entries, criteria=criteria)
    if request.method == "POST" and form.is_valid() and _review(form, appeal, user):
        messages.success(request, say("Done. The places follow from it, and the parties are told."))
        return redirect("hear-appeal", appeal.pk)
    shown = {
        "appeal": appeal,
        "challenge": appeal.challenge,
        "rereview": found,
        "form": form,
        "now": laurel_now(),
        "bar": _bar(appeal, found, user),
    }
    return render(request, "hearing/rescore.html", shown)


def _versions(appeal: Appeal, found: Rereview) -> list[EntryVersion]:
    return list(judged_versions(appeal.challenge).filter(entry__in=found.entries))


def _review(form: RescoreForm, appeal: Appeal, by: User) -> Rereview | None:
    finding, scores = form.cleaned_data["finding"], form.given
    return attempt(form, lambda: rereviewing.review(appeal_id=appeal.pk, finding=finding, scores=scores, by=by))


def _bar(appeal: Appeal, found: Rereview, user: User) -> str:
    """Why this arbiter scores nothing here; empty: they may."""
    if found.status != Rereview.Status.OPEN:
        return say("It is done, or its time is over.")
    if user.pk in {found.ordered_by_id, appeal.appellant_id}:
        return say("You sent it on, so another arbiter scores.")
    if is_involved(appeal.challenge, user, FROM_REREVIEWS):
        return say("You had a part in this challenge, so another arbiter scores.")
    return ""
