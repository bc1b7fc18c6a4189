"""What keeps a draft from being sent, in the form's own words, step by step, each with the way to its field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.challenges.needs import unsaid
from bounties.challenges.terms import ChallengeTerms
from bounties.pages.phrasing import LABELS
from bounties.pages.posting.explaining import GUARANTEES, RIGHTS
from bounties.pages.posting.steps import STEPS, Step, steps_of, url_of

Words = str | Promise
# What a program would read by its name; on a page it is what the form calls it.
CALLED: dict[str, Words] = {
    **{name: label for name, label in LABELS.items() if "_" in name},
    **{value: label for value, (label, _says) in {**GUARANTEES, **RIGHTS}.items() if "_" in value},
    "ends_at": _("Collect until"),
    "funding_ends_at": _("Collect until"),
    "minimum_contribution": _("Least that one may give"),
}
CODE = re.compile(rf"\b({'|'.join(sorted(CALLED))})\b")
OF_A_FORMAT = re.compile(rf"^({'|'.join(sorted(FORMATS))}): ")
CHOSEN: dict[str, Words] = {"ip_terms": _("Choose one of the four.")}  # a form shows what there is to choose


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that keeps a draft from being sent, and where to mend it."""

    label: Words
    sentence: Words
    url: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What a step lacks; without a name, it is nothing that one writes."""

    label: Words
    url: str
    is_current: bool
    missing: list[Missing]


def in_words_of_the_form(sentence: str) -> str:
    """A service's sentence with the fields and choices that it names as the form calls them."""
    return CODE.sub(lambda found: f"\u201c{CALLED[found[0]]}\u201d", OF_A_FORMAT.sub("", sentence))


def lacks_of(
    challenge: Challenge, terms: ChallengeTerms, lacking: Mapping[str, list[str]], *, current: str
) -> list[Lack]:
    """By step: first the one that is open, then the others in their order, at last what is none's."""
    found = [
        Lack(step.label, url_of(challenge.pk, step.name), step.name == current, missing)
        for step in steps_of(challenge)
        if (missing := list(_missing_of(challenge, terms, step, lacking)))
    ]
    known = {name for step in STEPS for name in step.fields}
    others = [Missing("", sentence, "") for name in lacking if name not in known for sentence in lacking[name]]
    found.sort(key=lambda one: not one.is_current)
    return [*found, Lack("", "", False, others)] if others else found


def _missing_of(
    challenge: Challenge, terms: ChallengeTerms, step: Step, lacking: Mapping[str, list[str]]
) -> Iterator[Missing]:
    if not (names := [name for name in lacking if name in step.fields]):
        return
    form, asked = step.form(terms=terms, version=challenge.version), unsaid(terms)
    for name in names:
        place = form.place(name)
        label = (place and form.fields[place].label) or step.label
        anchor = f"#{form[place].id_for_label or form[place].auto_id}" if place else ""
        for sentence in lacking[name]:
            says = CHOSEN.get(name, asked[name]) if name in asked else in_words_of_the_form(sentence)
            yield Missing(label, says, url_of(challenge.pk, step.name) + anchor)
