"""What is wrong with the dates and spans of a challenge's terms. Pure: no query, no clock."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from bounties.challenges.problems import Frame, Problem, wrong
from bounties.challenges.terms import ChallengeTerms


def dates_in_order(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    pairs = [
        ("closes_at", terms.opens_at, terms.closes_at, "opens_at", frame.limits.window),
        ("judge_by", terms.closes_at, terms.judge_by, "closes_at", frame.limits.judging),
    ]
    for name, start, end, other, (shortest, longest) in pairs:
        if not start or not end:
            continue
        if end <= start:
            yield wrong(
                name,
                _("{moment} is not after {other} ({start}). Choose a later moment."),
                moment=end,
                other=other,
                start=start,
            )
        elif not shortest <= (end - start).total_seconds() <= longest:
            yield wrong(
                name,
                _("{span} after {other} is outside the limits; choose between {shortest} and {longest}."),
                span=end - start,
                other=other,
                shortest=timedelta(seconds=shortest),
                longest=timedelta(seconds=longest),
            )


def dates_ahead(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    if terms.closes_at and terms.closes_at <= frame.now:
        yield wrong("closes_at", _("{moment} is past. Choose a moment that is still to come."), moment=terms.closes_at)
    if terms.opens_at and frame.earliest_opening and terms.opens_at < frame.earliest_opening:
        yield wrong("opens_at", _("{moment} is past. Choose a moment that is still to come."), moment=terms.opens_at)


def spans(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    shortest, longest = frame.limits.appeal
    if terms.appeal_window and terms.appeal_seconds is not None and not shortest <= terms.appeal_seconds <= longest:
        yield wrong(
            "appeal_seconds",
            _("{appeal_seconds} is outside the limits; {shortest} to {longest} seconds."),
            appeal_seconds=terms.appeal_seconds,
            shortest=shortest,
            longest=longest,
        )
    for name, seconds in terms.durations.items():
        if name not in frame.limits.durations:
            names = ", ".join(sorted(frame.limits.durations))
            yield wrong("durations", _('There is no duration "{name}". Choose of: {names}.'), name=name, names=names)
            continue
        shortest, longest = frame.limits.durations[name]
        if type(seconds) is not int or not shortest <= seconds <= longest:
            yield wrong(
                "durations",
                _("{name}: {seconds} is outside the limits; {shortest} to {longest} whole seconds."),
                name=name,
                seconds=seconds,
                shortest=shortest,
                longest=longest,
            )
