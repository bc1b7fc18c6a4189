"""The third step: what is promised, whose the solution is, and who may enter how."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from bounties.challenges.ballot_rules import BOUNDS, rules_of
from bounties.challenges.formats import Need
from bounties.challenges.idea_rules import THRESHOLD
from bounties.challenges.models.entering import MOST_ENTRIES
from bounties.challenges.terms import ChallengeTerms
from bounties.pages.posting import explaining
from bounties.pages.posting.explaining import explained_choice
from bounties.pages.posting.forms import StepForm

PERCENT = 100  # basis points
MEDIA = [("any", _("Any kind")), ("images", _("Pictures only, at least one"))]
ENTRANTS = [("", _("People and teams")), ("individuals", _("People on their own")), ("teams", _("Teams only"))]
PAPERS = [("rights", _("a signature under the terms of rights")), ("identity", _("proof of who they are, to Stripe"))]


class RulesForm(StepForm):
    """Promise and rights, which everyone says; the rest is folded away, with what most people want."""

    guarantee = explained_choice(explaining.GUARANTEES, label=_("What you promise"))
    kill_fee = forms.DecimalField(
        label=_("Fee for their work if you award less, in percent"),
        required=False,
        decimal_places=2,
        max_digits=4,
        min_value=Decimal(0),
        help_text=_("Only for “up to”. Of the whole prize money, split among those who qualified."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    ip_terms = explained_choice(explaining.RIGHTS, label=_("Whose is the winning solution"), required=False)
    ballot_kind = explained_choice(explaining.BALLOTS, label=_("How the public votes"))
    quorum = forms.IntegerField(
        label=_("Least number of voters"),
        min_value=BOUNDS["quorum"][0],
        max_value=BOUNDS["quorum"][1],
        help_text=_("If fewer vote, the prize money is split in equal parts among all entries on the ballot."),
    )
    jury_picks_among = forms.IntegerField(
        label=_("You pick the winners among the first"),
        min_value=0,
        max_value=BOUNDS["jury_picks_among"][1],
        help_text=_("0: the votes alone decide."),
    )
    threshold = forms.IntegerField(
        label=_("Points that call for your answer"),
        required=False,
        min_value=1,
        help_text=_("An idea with so many points comes to you for review. Each fresh vote is one point, and fades."),
    )
    ip_text = forms.CharField(
        label=_("More about rights"), required=False, widget=forms.Textarea(attrs={"rows": 5}), strip=False
    )
    visibility = explained_choice(explaining.VISIBILITIES, label=_("Who sees it"))
    emails = forms.CharField(
        label=_("Only these addresses may enter"),
        required=False,
        help_text=_("One to a line. Leave it empty, and everyone may."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    entrants = forms.ChoiceField(label=_("Who may enter"), choices=ENTRANTS, required=False)
    min_age = forms.IntegerField(label=_("Least age in years"), required=False, min_value=13, max_value=99)
    countries = forms.MultipleChoiceField(
        label=_("Only from these countries"),
        required=False,
        help_text=_("Choose none, and everyone who can be paid may enter."),
        widget=explaining.LongSelectMultiple(attrs={"size": 6}),
    )
    ai_policy = explained_choice(explaining.AI_POLICIES, label=_("Generative AI"))
    entry_media = forms.ChoiceField(label=_("Files that entries may have"), choices=MEDIA)
    entry_limit = forms.IntegerField(label=_("Entries per solver"), min_value=1, max_value=MOST_ENTRIES)
    screening = forms.BooleanField(label=_("A person looks first whether each entry may be judged"), required=False)
    papers = forms.MultipleChoiceField(
        label=_("Asked of winners before they are paid"),
        choices=PAPERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    stands_at: ClassVar = {"eligibility": "emails", "kill_fee_bp": "kill_fee", "ballot": "ballot_kind"}
    folded: ClassVar = {
        _("How votes are taken and counted"): ["ballot_kind", "quorum", "jury_picks_among"],
        _("Who sees it, and who may enter"): ["visibility", "emails", "entrants", "min_age", "countries"],
        _("What entries may be"): ["ai_policy", "entry_media", "entry_limit", "screening"],
        _("More about rights"): ["ip_text", "papers"],
    }

    def initial_of(self, terms: ChallengeTerms) -> dict[str, Any]:
        """What stands in objects, field by field."""
        who, ballot = terms.eligibility, rules_of(terms.ballot)
        return super().initial_of(terms) | {
            "kill_fee": Decimal(terms.kill_fee) / PERCENT if terms.kill_fee else None,
            "ballot_kind": ballot.kind,
            "quorum": ballot.quorum,
            "jury_picks_among": ballot.jury_picks_among,
            "emails": "\n".join(who.get("emails", [])),
            "entrants": next(iter(who["entrants"])) if len(who.get("entrants", [])) == 1 else "",
            "min_age": who.get("min_age"),
            "countries": who.get("countries", []),
            "papers": list(terms.papers),
        }

    def fit(self) -> None:
        """Ask nothing that the format has decided."""
        self.fields["countries"].choices = list(countries)  # type: ignore[attr-defined]
        if self.rules.is_board:
            self.fields["threshold"].widget.attrs["placeholder"] = THRESHOLD
        for name in self._useless():
            self.fields.pop(name, None)

    def _useless(self) -> list[str]:
        lowest, highest = self.rules.kill_fee_bp
        left_out = {
            "guarantee": len(self.rules.guarantees) == 1,
            "kill_fee": "up_to" not in self.rules.guarantees or not highest,
            "ballot_kind": self.rules.ballot == Need.NONE,
            "quorum": self.rules.ballot == Need.NONE,
            "jury_picks_among": self.rules.ballot == Need.NONE,
            "threshold": not self.rules.is_board,
            "screening": self.rules.is_rolling or self.rules.is_board,
        }
        if "kill_fee" in self.fields and not self.fields["kill_fee"].initial:
            self.fields["kill_fee"].widget.attrs["placeholder"] = f"{lowest / PERCENT:g}"
        return [name for name, is_useless in left_out.items() if is_useless]

    def clean_kill_fee(self) -> Decimal | None:
        """In the percent that are typed; the terms count in basis points."""
        fee: Decimal | None = self.cleaned_data["kill_fee"]
        lowest, highest = (bound / PERCENT for bound in self.rules.kill_fee_bp)
        if fee is not None and self.data.get("guarantee") == "up_to" and not lowest <= fee <= highest:
            span = {"lowest": f"{lowest:g}", "highest": f"{highest:g}"}
            raise forms.ValidationError(_("Give %(lowest)s to %(highest)s percent."), params=span)
        return fee

    def clean_emails(self) -> list[str]:
        """One to a line, in lower case."""
        lines = [line.strip().lower() for line in self.cleaned_data["emails"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def changes(self) -> dict[str, Any]:
        """Objects are replaced as a whole."""
        found = super().changes() | {"eligibility": self._eligibility(), "papers": tuple(self.cleaned_data["papers"])}
        if "guarantee" in found or "kill_fee" in self.fields:
            found["kill_fee_bp"] = self._kill_fee_bp()
        if "ballot_kind" in self.fields:
            said = {"kind": self.cleaned_data["ballot_kind"]}
            said |= {name: self.cleaned_data[name] for name in ("quorum", "jury_picks_among")}
            found["ballot"] = self.terms.ballot | said
        return {name: value for name, value in found.items() if name != "kill_fee"}

    def _eligibility(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("emails", "min_age", "countries")}
        said["entrants"] = [self.cleaned_data["entrants"]] if self.cleaned_data["entrants"] else []
        return {name: value for name, value in said.items() if value}

    def _kill_fee_bp(self) -> int | None:
        fee = self.cleaned_data.get("kill_fee")
        if self.cleaned_data.get("guarantee", self.terms.guarantee) != "up_to" or fee is None:
            return None
        return int(fee * PERCENT)
