"""Taking challenges from a public feed: each becomes a draft of its agency, once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, transaction

from bounties.accounts.models import Sponsor, User
from bounties.challenges.feeds import challenge_gov
from bounties.challenges.feeds.lines import read_object
from bounties.challenges.feeds.records import FeedChallenge, Problem, Unusable
from bounties.challenges.models import Challenge, Prize

SOURCES: dict[str, Callable[[Mapping[str, Any]], FeedChallenge | Unusable]] = {
    challenge_gov.SOURCE: challenge_gov.read,
}
IMPORTER_EMAIL = "importer@laurel.invalid"  # nobody can sign in as it, and no mail reaches it
APPEAL_SECONDS = 72 * 3600


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one record, as the report has it."""

    source_id: str | None
    outcome: str  # imported, incomplete (a date or the total is missing), skipped (no usable id or title)
    title: str | None
    read: FeedChallenge | None = None
    problems: tuple[Problem, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The line in the report's fixed form: moments in RFC 3339 UTC, money in minor units."""
        total = self.read.total_prize if self.read else None
        return {
            "source_id": self.source_id,
            "outcome": self.outcome,
            "title": self.title,
            "total_prize": {"amount": total.amount, "currency": total.currency} if total else None,
            "opens_at": _rfc3339(self.read.opens_at if self.read else None),
            "closes_at": _rfc3339(self.read.closes_at if self.read else None),
            "problems": [problem.as_dict() for problem in self.problems],
        }


@dataclass(slots=True)
class Import:
    """One run over one file. Running it again changes nothing and reports the same."""

    source: str
    sponsor: Sponsor | None = None  # instead of each record's agency
    _seen: set[str] = field(default_factory=set)

    def lines(self, records: Iterable[str]) -> Iterator[Line]:
        """Import each JSON line; a bad one is reported and never stops the rest."""
        for text in records:
            yield self._line(text)

    def _line(self, text: str) -> Line:
        try:
            record = read_object(text)
        except ValueError as error:
            return Line(None, "skipped", None, problems=(Problem("record", "malformed_json", str(error)),))
        read = SOURCES[self.source](record)
        if isinstance(read, Unusable):
            return Line(read.source_id, "skipped", read.title, problems=read.problems)
        return self._keep(read)

    def _keep(self, read: FeedChallenge) -> Line:
        if read.source_id in self._seen:
            problem = Problem("challenge-id", "repeated_in_file", read.source_id)
            return Line(read.source_id, "skipped", read.title, read, (*read.problems, problem))
        self._seen.add(read.source_id)
        try:
            import_challenge(source=self.source, read=read, sponsor=self.sponsor)
        except DatabaseError as refusal:
            problem = Problem("record", "refused_by_database", str(refusal).splitlines()[0])
            return Line(read.source_id, "skipped", read.title, read, (*read.problems, problem))
        return Line(read.source_id, "imported" if read.is_complete else "incomplete", read.title, read, read.problems)


@transaction.atomic
def import_challenge(*, source: str, read: FeedChallenge, sponsor: Sponsor | None = None) -> Challenge:
    """Keep one challenge as a draft. One that was imported before stays as people have made it since."""
    known = Challenge.objects.filter(source=source, source_id=read.source_id).first()
    if known is not None:
        return known
    challenge = Challenge.objects.create(
        sponsor=sponsor or _agency(read.sponsor_name),
        created_by=_importer(),
        source=source,
        source_id=read.source_id,
        source_facts=_facts(read),
        **_draft(read),
    )
    if read.total_prize:
        Prize.objects.create(challenge=challenge, rank=1, amount=read.total_prize.amount, label="All prizes")
    return challenge


def _draft(read: FeedChallenge) -> dict[str, Any]:
    dates_fit = read.opens_at is None or read.closes_at is None or read.opens_at < read.closes_at
    return {
        "format": "prize",
        "title": read.title,
        "summary": read.summary,
        "statement": read.statement,
        "currency": read.total_prize.currency if read.total_prize else "usd",
        "guarantee": Challenge.Guarantee.UP_TO if read.is_up_to else Challenge.Guarantee.GUARANTEED,
        "opens_at": read.opens_at if dates_fit else None,
        "closes_at": read.closes_at if dates_fit else None,
        "time_zone": read.time_zone,
        "tags": list(read.tags),
        "appeal_seconds": APPEAL_SECONDS,
    }


def _facts(read: FeedChallenge) -> dict[str, Any]:
    moments = {"opens_at": _rfc3339(read.opens_at), "closes_at": _rfc3339(read.closes_at)}
    return {**read.facts, "url": read.url, "read": moments, "problems": [one.as_dict() for one in read.problems]}


def _agency(name: str) -> Sponsor:
    """The agency as a sponsor without members: never a sponsor of the same name that people act for."""
    known = Sponsor.objects.filter(name=name, memberships=None).order_by("pk").first()
    return known or Sponsor.objects.create(name=name, kind=Sponsor.Kind.COMPANY)


def _importer() -> User:
    known = User.objects.filter(email=IMPORTER_EMAIL).first()
    return known or User.objects.create_user(IMPORTER_EMAIL, name="Feed importer", is_active=False)


def _rfc3339(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
