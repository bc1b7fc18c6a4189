"""The published rules by which scorecards become a ranking, and what a sponsor may set of each: data, not code.

Pure: judging computes by these rows, and whoever recounts a result without a database imports them too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.sentences import filled


@dataclass(frozen=True, slots=True)
class Options:
    """A rule's parameters in force: cards dropped at each end, decimal places, and the public's share in percent."""

    drop: int = 0
    places: int = 4
    public_share: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What one parameter may be, and what it is where the terms leave it out."""

    least: int
    most: int
    default: int


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """One rule: its name in terms and on the command line, and a sentence that a sponsor understands."""

    name: str
    sentence: Promise
    settings: Mapping[str, Setting] = field(default_factory=dict)
    needs_ballot: bool = False  # the public's part comes from a ballot


MOST_JUDGES_PER_ENTRY = 20
PLACES = Setting(0, 4, 4)
DROP = Setting(1, 10, 1)
SCORING_RULES = {
    rule.name: rule
    for rule in [
        ScoringRule("weighted_mean", gettext_lazy("On each criterion the judges' mean."), {"places": PLACES}),
        ScoringRule(
            "trimmed_mean",
            gettext_lazy("On each criterion the highest and lowest scores are dropped, and the rest averaged."),
            {"drop": DROP, "places": PLACES},
        ),
        ScoringRule("median", gettext_lazy("On each criterion the judges' middle score."), {"places": PLACES}),
        ScoringRule(
            "rounded_components",
            gettext_lazy(
                "On each criterion the judges' mean is rounded, then its weighted part; the parts are summed."
            ),
            {"drop": Setting(0, 10, 0), "places": Setting(0, 4, 2)},
        ),
        ScoringRule(
            "rank_sum",
            gettext_lazy("On each criterion each judge's order counts, not how far apart."),
            {"places": PLACES},
        ),
        ScoringRule(
            "normalised",
            gettext_lazy("On each criterion it counts how far a score is from its judge's mean."),
            {"places": PLACES},
        ),
        ScoringRule(
            "jury_and_public",
            gettext_lazy("The judges' weighted mean and the public's score, in fixed shares."),
            {"places": PLACES, "public_share": Setting(1, 99, 50)},
            needs_ballot=True,
        ),
    ]
}


def counts_votes(rule: str) -> bool:
    """Whether the public's votes are a part of the score, beside a jury's; not of a rule that is none."""
    return rule in SCORING_RULES and SCORING_RULES[rule].needs_ballot


def options_of(rule: str, said: Mapping[str, int]) -> Options:
    """The parameters in force: what was said, else the rule's defaults."""
    settings = SCORING_RULES[rule].settings
    return Options(**{name: said.get(name, setting.default) for name, setting in settings.items()})


def faults_of(rule: str, said: Any) -> Iterator[str]:
    """What is wrong with the parameters that terms give to this rule, each with its remedy."""
    if rule not in SCORING_RULES:
        return
    settings = SCORING_RULES[rule].settings
    for name, value in said.items():
        if name not in settings:
            yield filled(
                _('{rule} has no option "{name}". Leave it out, or choose of: {known}.'),
                rule=rule,
                name=name,
                known=sorted(settings),
            )
        elif type(value) is not int or not settings[name].least <= value <= settings[name].most:
            least, most = settings[name].least, settings[name].most
            yield filled(
                _("{name}: {value} is not possible; give a whole number from {least} to {most}."),
                name=name,
                value=value,
                least=least,
                most=most,
            )


def cards_needed(options: Options) -> int:
    """How many scorecards an entry needs so that something is left to count."""
    return 2 * options.drop + 1


def faults_of_coverage(rule: str, said: Any, judges_per_entry: int | None) -> Iterator[str]:
    """What is wrong with the number of judges that each entry gets, with its remedy; None: all of them."""
    if judges_per_entry is None or rule not in SCORING_RULES or any(faults_of(rule, said)):
        return
    least = cards_needed(options_of(rule, said))
    if not least <= judges_per_entry <= MOST_JUDGES_PER_ENTRY:
        yield (
            filled(
                _(
                    "{judges_per_entry} is outside the limits for {rule}; give {least} to {most}, or leave it out: "
                    "then every judge scores every entry."
                ),
                judges_per_entry=judges_per_entry,
                rule=rule,
                least=least,
                most=MOST_JUDGES_PER_ENTRY,
            )
        )
