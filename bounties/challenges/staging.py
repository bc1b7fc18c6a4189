"""A staged prize as its sponsor writes it: the stages after the first, and what can't be. Pure: no query, no clock.

Each stage has the terms of the first, but for what it says itself.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from bounties.challenges import limits
from bounties.challenges.formats import FORMATS, Need
from bounties.challenges.models.chain import MOST_STAGES
from bounties.challenges.problems import Problem, wrong
from bounties.challenges.terms import ChallengeTerms
from payments.sentences import filled

FIRST = 1


def later_stages(terms: ChallengeTerms) -> list[ChallengeTerms]:
    """The terms of each stage after the first, in their order. They are found through the first, not on the board."""
    visibility = "unlisted" if terms.visibility == "public" else terms.visibility
    return [
        replace(
            terms,
            title=f"{terms.title[: limits.LONGEST_TITLE - len(stage.title) - 2]}: {stage.title}",
            statement=stage.statement,
            prizes=stage.prizes,
            opens_at=stage.opens_at,
            closes_at=stage.closes_at,
            judge_by=stage.judge_by,
            visibility=visibility,
            funding_goal=None,
            stages=(),
            stage=number,
        )
        for number, stage in enumerate(terms.stages, start=FIRST + 1)
    ]


def faults_of(terms: ChallengeTerms) -> Iterator[Problem]:
    """What can't be of the stages as a whole; each stage's own terms are checked too."""
    rules = FORMATS.get(terms.format)
    if rules is None:
        return
    if rules.stages == Need.NONE and terms.stages:
        yield wrong(
            "stages", _("A challenge of the format {format} has no stages. Leave them out."), format=terms.format
        )
        return
    if len(terms.stages) >= MOST_STAGES:
        yield wrong(
            "stages",
            _("{count} after the first are too many; a prize has at most {most} stages."),
            count=len(terms.stages),
            most=MOST_STAGES,
        )
    if rules.stages != Need.NONE and terms.funding_mode == "crowd":
        yield wrong(
            "funding",
            _("{format}: its sponsor pays for every stage before the first opens. Leave the crowd out."),
            format=rules.label,
        )
    before = terms
    for stage in later_stages(terms):
        yield from (
            wrong("stages", _("Stage {stage}: {fault}"), stage=stage.stage, fault=fault)
            for fault in _against(before, stage)
        )
        before = stage


def asks(terms: ChallengeTerms) -> bool:
    """Whether it is the first of several stages, which names those after it."""
    rules = FORMATS.get(terms.format)
    return rules is not None and rules.stages == Need.REQUIRED and terms.stage == FIRST


def _against(before: ChallengeTerms, stage: ChallengeTerms) -> Iterator[str]:
    """What does not fit the stage before: it comes after it, and no more can pass than came in."""
    if before.judge_by and stage.opens_at and stage.opens_at < before.judge_by:
        yield (
            filled(
                _("it opens at {moment}, before stage {before} is decided ({decided_at}). Choose a later opens_at."),
                moment=stage.opens_at,
                before=before.stage,
                decided_at=before.judge_by,
            )
        )
    if before.places and stage.places > before.places:
        yield filled(
            _("{places} can't pass: at most {most} pass stage {before}. Lower the counts."),
            places=stage.places,
            most=before.places,
            before=before.stage,
        )
