"""How pages write money, moments, Markdown and the pieces that every page shares."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_currency
from babel.units import format_unit
from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext, to_locale
from django.utils.translation import gettext as _

from bounties.challenges.models import Challenge
from bounties.pages import retelling
from bounties.pages.openings import Opening, opening_of
from bounties.pages.remedies import remedy_of
from bounties.pages.tones import tone_of
from bounties.pages.wordings import CHOICES, words_of
from bounties.text import to_html
from payments.money import Money
from payments.payees.payability import Reason
from workers.clock import laurel_now

register = template.Library()
UNITS = [("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)]
UNSAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
POINTING = {"arrow-left", "arrow-right", "chevron-right"}  # along the line: the other way where it runs the other way
HUES = 6  # as many as laurel.css has colours for faces


def _locale() -> str:
    return to_locale(get_language() or "en")


@register.filter
def money(amount: int, currency: str) -> str:
    """Minor units as people write them in their language: 250000 of "usd" is $2,500.00."""
    return format_currency(Money(amount, currency).decimal, currency.upper(), locale=_locale())


@register.filter
def json_ld(said: dict[str, Any]) -> SafeString:
    """Facts for programs, in the page (JSON-LD); nothing in them can end the element that they stand in."""
    text = json.dumps(said, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - see UNSAFE_IN_SCRIPT


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown of a stranger as sanitised HTML."""
    return mark_safe(to_html(text))  # noqa: S308 - text.py sanitises


@register.filter
def moment(at: datetime | None, zone: str = "UTC") -> str:
    """A `<time>` in the given zone, with UTC in its title; an empty string for none."""
    return _hour(at, zone, title=_in_title(at, "UTC"), attribute="") if at else ""


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: datetime | None, zone: str) -> str:
    """A `<time>` in the reader's own zone, with the challenge's and UTC in its title; an empty string for none.

    Whoever is not signed in reads it in the challenge's zone, until modules/moments.js asks the browser for theirs.
    """
    if at is None:
        return ""
    title = " · ".join(_in_title(at, one) for one in dict.fromkeys([zone, "UTC"]))
    own = getattr(context.get("user"), "time_zone", None)
    return _hour(at, own or zone, title=title, attribute="" if own else " data-local")


@register.simple_tag(takes_context=True)
def opening(context: template.Context, challenge: Challenge) -> Opening:
    """When it opens or has opened; by the page's own moment where it has one."""
    return opening_of(challenge, context.get("now") or laurel_now())


def _hour(at: datetime, zone: str, *, title: str, attribute: str) -> str:
    return format_html(
        '<time datetime="{}" title="{}"{}>{} <span class="soft small">{}</span></time>',
        at.astimezone(ZoneInfo("UTC")).isoformat(),
        title,
        attribute,
        format_datetime(
            at.astimezone(ZoneInfo(zone)),
            pgettext("pattern of a date with its time (CLDR)", "d MMM y, HH:mm"),
            locale=_locale(),
        ),
        zone,
    )


def _in_title(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S} {zone}"


@register.simple_tag
def countdown(at: datetime, now: datetime, over: str = "") -> str:
    """How long until then, in the reader's language; a script counts on by the server's clock, none is needed."""
    return format_html(
        '<time class="countdown" datetime="{}" data-now="{}" data-over="{}">{}</time>',
        at.isoformat(),
        now.isoformat(),
        over or _("over"),
        time_left(at, now) or over or _("over"),
    )


def time_left(at: datetime, now: datetime) -> str:
    """The two largest units, as in "3 days 4 hr"; nothing once it is over. modules/countdown.js says the same."""
    seconds = int((at - now).total_seconds())
    for index, (unit, size) in enumerate(UNITS):
        if seconds >= size:
            parts = [(seconds // size, unit)]
            if index + 1 < len(UNITS):
                smaller, smaller_size = UNITS[index + 1]
                parts.append((seconds % size // smaller_size, smaller))
            return " ".join(format_unit(count, unit, length="short", locale=_locale()) for count, unit in parts)
    return ""


@register.simple_tag
def ago(at: datetime, now: datetime) -> str:
    """How long since, roughly: "3 hours ago"."""
    said = format_timedelta(at - now, add_direction=True, locale=_locale())
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), said)


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """A picture of the sprite; without a label it only repeats what stands beside it."""
    address = f"{static('icons.svg')}#{name}"
    looks = "icon points" if name in POINTING else "icon"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', looks, label, address)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', looks, address)


@register.simple_tag
def badge(status: str, label: Any) -> str:
    """Where something stands, in words; its colour says whether it runs, waits, went well or badly."""
    return format_html('<span class="badge" data-status="{}" data-tone="{}">{}</span>', status, tone_of(status), label)


@register.simple_tag
def more(target: str, words: str) -> str:
    """A link to where the guide explains it, as "page#heading"; a test finds that each is there."""
    page, _hash, anchor = target.partition("#")
    return format_html('<a class="why small" href="{}#{}">{}</a>', reverse("help-page", args=[page]), anchor, words)


@register.simple_tag
def stands(thing: Any) -> str:
    """Where a challenge, an entry, an award or the like stands."""
    return badge(thing.status, words_of(thing))


@register.filter
def in_words(choice: str, of: str) -> str:
    """What a choice is called that is no status; empty for none."""
    return str(CHOICES[of][choice]) if choice else ""


@register.filter
def retold(text: str) -> str:
    """What the service itself wrote down in English, in the reader's language; people's own words stay."""
    return retelling.retold(text)


@register.simple_tag
def remedy(reason: Reason) -> SafeString:
    """What to do about what keeps somebody from being paid, with a link to the page where it is done."""
    return remedy_of(reason)


@register.simple_tag
def avatar(name: str) -> str:
    """The initials of a person or sponsor on a colour that stays theirs."""
    initials = "".join(word[0] for word in name.split()[:2]).upper() or "?"
    hue = sha256(name.encode()).digest()[0] % HUES + 1
    return format_html('<span class="avatar" data-hue="{}" aria-hidden="true">{}</span>', hue, initials)
