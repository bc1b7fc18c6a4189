"""How pages write money, moments and Markdown."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.numbers import format_currency
from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, to_locale

from bounties.text import to_html
from payments.money import Money

register = template.Library()


@register.filter
def money(amount: int, currency: str) -> str:
    """Minor units as people write them in their language: 250000 of "usd" is $2,500.00."""
    locale = to_locale(get_language() or "en")
    return format_currency(Money(amount, currency).decimal, currency.upper(), locale=locale)


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown of a stranger as sanitised HTML."""
    return mark_safe(to_html(text))  # noqa: S308 - text.py sanitises


@register.filter
def moment(at: datetime | None, zone: str = "UTC") -> str:
    """A `<time>` in the given zone, with UTC in its title; an empty string for none."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    utc = at.astimezone(ZoneInfo("UTC"))
    return format_html(
        '<time datetime="{}" title="{} UTC">{} <span class="soft small">{}</span></time>',
        utc.isoformat(),
        date_format(utc, "Y-m-d H:i:s"),
        date_format(local, "j M Y, H:i"),
        zone,
    )
