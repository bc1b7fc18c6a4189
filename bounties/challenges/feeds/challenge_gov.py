"""Challenge.gov, the US government's prize challenges (public domain): its JSON feed's records to ours.

The feed names no zone; its forms ask for US Eastern time. An opening day without an hour starts at 00:00, a closing day
ends at 23:59.
"""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bounties.challenges.feeds.bodies import to_markdown
from bounties.challenges.feeds.cash import Total, UnreadableTotal, read_total
from bounties.challenges.feeds.dates import FIRST_MINUTE, LAST_MINUTE, UnreadableDate, read_instant
from bounties.challenges.feeds.records import FeedChallenge, Problem, Unusable
from bounties.challenges.limits import LONGEST_SUMMARY, LONGEST_TAG, LONGEST_TITLE

SOURCE = "challenge_gov"
ZONE = "America/New_York"
SECTIONS = {
    "description": "Description",
    "prizes": "Prizes",
    "rules": "Rules",
    "judging": "Judging",
    "how-to-enter": "How to enter",
}
TAGS_BY_SIGN = [
    ("idea", "ideas"),
    ("scien", "scientific"),
    ("software", "software"),
    ("tech", "technology-demonstration"),
    ("analytics", "analytics"),
    ("creative", "creative"),
    ("business", "business-plans"),
    ("nomination", "nominations"),
    ("virtual reality", "virtual-reality"),
]
FACTS = [
    "_feed", "challenge_status", "permalink", "legal-authority", "fiscal-year", "partner-agencies-federal",
    "partners-non-federal", "submission-start", "submission-end", "total-prize-offered-cash", "type-of-challenge",
]  # fmt: skip
LONGEST_SPONSOR = 160


def read(record: Mapping[str, Any]) -> FeedChallenge | Unusable:
    """One record of the feed, with a problem for each fact that could not be read; never raises for bad data."""
    problems: list[Problem] = []
    source_id, title = _line(record, "challenge-id"), _line(record, "challenge-title")
    if not source_id or not title:
        missing = [Problem(name, "missing", record.get(name)) for name in ("challenge-id", "challenge-title")]
        return Unusable(source_id or None, title or None, tuple(p for p in missing if not str(p.value or "").strip()))
    total = _total(record, problems)
    opens_at = _instant(record, "submission-start", FIRST_MINUTE, problems)
    closes_at = _instant(record, "submission-end", LAST_MINUTE, problems)
    if opens_at and closes_at and closes_at <= opens_at:
        problems.append(Problem("submission-end", "not_after_start", record.get("submission-end")))
    return FeedChallenge(
        source_id=source_id,
        title=_shortened("challenge-title", title, LONGEST_TITLE, problems),
        summary=_shortened("tagline", _line(record, "tagline"), LONGEST_SUMMARY, problems),
        statement=_statement(record),
        sponsor_name=sponsor_name(_line(record, "agency")),
        tags=_tags(record.get("type-of-challenge")),
        total_prize=total.money if total else None,
        is_up_to=total.is_up_to if total else False,
        opens_at=opens_at,
        closes_at=closes_at,
        time_zone=ZONE,
        url=_line(record, "external-url") or _line(record, "permalink"),
        facts={name: record[name] for name in FACTS if record.get(name)},
        problems=tuple(problems),
    )


def sponsor_name(agency: str) -> str:
    """An agency's name without its trailing abbreviation and the country: its spellings then meet more often."""
    plain = re.sub(r"\s*\([A-Z]{2,}\)", "", agency)
    plain = re.sub(r"^(?:the|u\.s\.)\s+", "", plain, flags=re.IGNORECASE)
    plain = {"NASA": "National Aeronautics and Space Administration"}.get(plain, plain)
    return (" ".join(plain.split()) or "Unnamed agency")[:LONGEST_SPONSOR]


def _line(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _shortened(name: str, text: str, longest: int, problems: list[Problem]) -> str:
    """Cut at the last word that fits, and say so; the whole stays among the problems."""
    if len(text) <= longest:
        return text
    problems.append(Problem(name, "shortened", text))
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _instant(record: Mapping[str, Any], name: str, hour: time, problems: list[Problem]) -> datetime | None:
    text = _line(record, name)
    if not text:
        problems.append(Problem(name, "missing", record.get(name)))
        return None
    try:
        return read_instant(text, ZoneInfo(ZONE), when_only_a_day=hour)
    except (UnreadableDate, OverflowError):
        problems.append(Problem(name, "unreadable_date", record.get(name)))
        return None


def _total(record: Mapping[str, Any], problems: list[Problem]) -> Total | None:
    name = "total-prize-offered-cash"
    text = _line(record, name)
    try:
        return read_total(text)
    except UnreadableTotal:
        problems.append(Problem(name, "unreadable_amount" if text else "missing", record.get(name)))
        return None


def _statement(record: Mapping[str, Any]) -> str:
    parts = []
    for name, heading in SECTIONS.items():
        body = record.get(name)
        markdown = to_markdown(body) if isinstance(body, str) else ""
        if markdown:
            parts.append(f"## {heading}\n\n{markdown}")
    if link := _line(record, "external-url"):
        parts.append(f"## More\n\nThis challenge is described at <{link}>." if link.startswith("http") else "")
    return "\n\n".join(part for part in parts if part)


def _tags(types: Any) -> tuple[str, ...]:
    """Types to tags: one spelling each, in the order of our table; a type that the table lacks becomes its own tag."""
    listed = types if isinstance(types, list) else [types or ""]
    text = " ; ".join(str(item).lower() for item in listed)
    known = [tag for sign, tag in TAGS_BY_SIGN if sign in text]
    if known:
        return tuple(known)
    slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:LONGEST_TAG]
    return (slug,) if slug else ()
