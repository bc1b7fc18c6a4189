"""The fields of a challenge's terms as people read them: what each is called, and what stands in it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bounties.challenges.models import Challenge
from bounties.challenges.models.aggregations import Aggregation
from payments.money import Money

LABELS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "statement": _("Description"),
    "tags": _("Tags"),
    "prizes": _("Prizes"),
    "criteria": _("Rubric"),
    "aggregation": _("How scores are put together"),
    "aggregation_options": _("Details of how scores are put together"),
    "judges_per_entry": _("Judges per entry"),
    "guarantee": _("What is promised"),
    "kill_fee_bp": _("Fee for work if less is awarded"),
    "ip_terms": _("Whose is the winning solution"),
    "ip_text": _("More about rights"),
    "opens_at": _("Opens"),
    "closes_at": _("Closes"),
    "judge_by": _("Decided by"),
    "appeal_seconds": _("Time to appeal"),
    "durations": _("Times of its steps"),
    "time_zone": _("Time zone"),
    "eligibility": _("Who may enter"),
    "ballot": _("How the public votes"),
    "visibility": _("Who sees it"),
    "ai_policy": _("Generative AI"),
    "entry_media": _("Files that entries may have"),
    "entry_limit": _("Entries per solver"),
    "submissions_a_day": _("Submissions a day"),
    "threshold": _("Points that call for an answer"),
    "screening": _("A person looks first whether each entry may be judged"),
    "papers": _("Asked of winners before they are paid"),
    "stages": _("Later stages"),
}
MOMENTS = {"opens_at", "closes_at", "judge_by", "funding_ends_at"}
HOUR = 3_600
PRIVATE = {"emails"}  # an allow-list is its sponsor's business only


def label_of(name: str) -> str | Promise:
    """What a field of the terms is called."""
    return LABELS.get(name, name)


def said(name: str, document: Mapping[str, Any], *, zone: str) -> str:
    """What a document of terms says in a field, as a text to be read or compared; empty where it says nothing."""
    value = document.get(name)
    if value is None or value in ("", [], {}):
        return ""
    if name in MOMENTS:
        return f"{date_format(datetime.fromisoformat(value).astimezone(ZoneInfo(zone)), 'j M Y, H:i')} {zone}"
    if name in WRITTEN:
        return WRITTEN[name](value, document)
    return _plain(value)


def _prizes(rows: list[dict[str, Any]], document: Mapping[str, Any]) -> str:
    return "\n".join(
        f"{row['label'] or row['rank']}: {Money(row['amount'], document['currency'])} \u00d7 {row['count']}"
        for row in rows
    )


def _criteria(rows: list[dict[str, Any]], document: Mapping[str, Any]) -> str:
    return "\n".join(f"{row['name']}: {row['weight']} %\n{row['guidance']}".rstrip() for row in rows)


def _choice(choices: Any) -> Callable[[Any, Mapping[str, Any]], str]:
    return lambda value, document: str(choices(value).label)


def _hours(seconds: int, document: Mapping[str, Any]) -> str:
    return say("%(n)s hours") % {"n": f"{seconds / HOUR:g}"}


WRITTEN: dict[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "prizes": _prizes,
    "criteria": _criteria,
    "appeal_seconds": _hours,
    "guarantee": _choice(Challenge.Guarantee),
    "ip_terms": _choice(Challenge.IpTerms),
    "visibility": _choice(Challenge.Visibility),
    "aggregation": _choice(Aggregation),
}


def _plain(value: Any) -> str:
    """Words as they are, lists with commas, tables line by line; never the addresses of an allow-list."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_plain(one)}" for name, one in sorted(value.items()) if name not in PRIVATE)
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return str(value)
