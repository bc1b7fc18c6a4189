"""The step before the last: when it opens and closes, and by when it is decided."""

from dataclasses import replace
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges.formats import Brief
from bounties.pages.posting.explaining import LongSelect
from bounties.pages.posting.forms import StepForm
from bounties.pages.posting.prizes import moment_field

DAY, HOUR = 86_400, 3_600
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))


class TimelineForm(StepForm):
    """Hours in one named zone; the page makes it the active one before it reads or shows them."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("All hours here are in this zone."), widget=LongSelect
    )
    opens_at = moment_field(
        label=_("Opens"),
        required=False,
        help_text=_("Leave it empty, and it opens as soon as it is paid."),
    )
    closes_at = moment_field(label=_("Closes"), required=False, help_text=_("Nobody can hand in after this."))
    judge_by = moment_field(
        label=_("Decided by"),
        required=False,
        help_text=_("You promise a decision until then. If none comes, the published rule decides."),
    )
    appeal_hours = forms.IntegerField(label=_("Hours to appeal a decision"), required=False, min_value=1)

    stands_at: ClassVar = {"appeal_seconds": "appeal_hours", "durations": "judge_by"}
    folded: ClassVar = {_("Appeals"): ["appeal_hours"]}

    def initial_of(self, terms: Any) -> dict[str, Any]:
        """Whole hours."""
        return super().initial_of(terms) | {"appeal_hours": (terms.appeal_seconds or 0) // HOUR or None}

    def fit(self) -> None:
        """A short post may leave everything to its format."""
        zones = dict.fromkeys(["UTC", self.terms.time_zone, *ZONES])
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]
        self.usual_hours = replace(self.terms, appeal_seconds=None).appeal_window // HOUR
        if self.rules.is_contestable:
            says = _("Usually %(hours)s with this prize money.") % {"hours": self.usual_hours}
            self.fields["appeal_hours"].help_text = says
        else:
            del self.fields["appeal_hours"]
        if self.rules.brief:
            self._say_what_is_usual(self.rules.brief)

    def usual(self, name: str) -> list[Any]:
        """The hours to appeal that its prize money has where nobody says others."""
        return [*super().usual(name), self.usual_hours] if name == "appeal_hours" else super().usual(name)

    def _say_what_is_usual(self, brief: Brief) -> None:
        days = {"open": brief.open_seconds // DAY, "judged": brief.judging_seconds // DAY}
        self.fields["closes_at"].help_text = _("Leave it empty: %(open)s days after it opens.") % days
        self.fields["judge_by"].help_text = _("Leave it empty: %(judged)s days after it closes.") % days

    def changes(self) -> dict[str, Any]:
        """With the hours to appeal as the books have them, where somebody said another number."""
        found = super().changes()
        if "appeal_hours" in self.changed_data:
            hours = self.cleaned_data.get("appeal_hours")
            found["appeal_seconds"] = hours * HOUR if hours else None
        return found
