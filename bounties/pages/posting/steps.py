"""The steps of writing a challenge: which a format has, what each still lacks, and which comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.challenges.formats import Need
from bounties.challenges.models import Challenge
from bounties.pages.posting.details import DetailsForm
from bounties.pages.posting.forms import StepForm
from bounties.pages.posting.later_stages import StagesForm
from bounties.pages.posting.prizes import PrizesForm
from bounties.pages.posting.rubric import RubricForm
from bounties.pages.posting.rules import RulesForm
from bounties.pages.posting.timeline import TimelineForm

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the wizard, and the fields of the terms that it says."""

    name: str
    label: str | Promise
    title: str | Promise
    form: type[StepForm]
    fields: frozenset[str]


STEPS = [
    Step(
        "details", _("Details"), _("Describe it"), DetailsForm,
        frozenset({"format", "title", "summary", "statement", "tags"}),
    ),
    Step(
        "prizes", _("Prizes"), _("What does it pay?"), PrizesForm,
        frozenset({"currency", "prizes", "funding", "funding_mode", "funding_ends_at", "minimum_contribution"}),
    ),
    Step(
        "rules", _("Rules"), _("What do you promise, and whose is the solution?"), RulesForm,
        frozenset({
            "guarantee", "kill_fee_bp", "ip_terms", "ip_text", "eligibility", "ballot", "visibility", "ai_policy",
            "entry_media", "entry_limit", "submissions_a_day", "threshold", "screening", "papers",
        }),
    ),
    Step(
        "rubric", _("Rubric"), _("How are entries judged?"), RubricForm,
        frozenset({"criteria", "aggregation", "aggregation_options", "judges_per_entry"}),
    ),
    Step(
        "timeline", _("Timeline"), _("When?"), TimelineForm,
        frozenset({"time_zone", "opens_at", "closes_at", "judge_by", "appeal_seconds", "durations"}),
    ),
    Step("stages", _("Stages"), _("What comes after the first stage?"), StagesForm, frozenset({"stages"})),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A step as the stepper shows it."""

    label: str | Promise
    url: str
    is_current: bool
    is_done: bool


def steps_of(challenge: Challenge) -> list[Step]:
    """Those that its format asks for."""
    rules = challenge.rules
    left_out = {name for name, need in {"rubric": rules.rubric, "stages": rules.stages}.items() if need == Need.NONE}
    return [step for step in STEPS if step.name not in left_out]


def url_of(challenge_id: UUID, name: str) -> str:
    """The page of a step."""
    return reverse("edit-challenge", args=[challenge_id, name])


def url_after(challenge: Challenge, step: Step) -> str:
    """Where Next leads: the next step, at last the review."""
    steps = steps_of(challenge)
    following = steps[steps.index(step) + 1 :]
    return url_of(challenge.pk, following[0].name if following else REVIEW)


def marks_of(challenge: Challenge, lacking: Mapping[str, list[str]], *, current: str) -> list[Mark]:
    """All steps, the review the last; a step is done when nothing of it is lacking."""
    marks = [
        Mark(
            label=step.label,
            url=url_of(challenge.pk, step.name),
            is_current=step.name == current,
            is_done=not step.fields.intersection(lacking),
        )
        for step in steps_of(challenge)
    ]
    last = Mark(_("Review"), url_of(challenge.pk, REVIEW), is_current=current == REVIEW, is_done=False)
    return [*marks, last]
