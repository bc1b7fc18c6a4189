"""A challenge shown elsewhere: a card and a badge as SVG for anybody's page, and a picture for what previews links."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bounties.accounts.speaking import language_of_browser
from bounties.challenges.models import Challenge
from bounties.pages.browsing.drawing import drawn, lines
from bounties.pages.templatetags.laurel import money
from bounties.pages.wordings import words_of

KEPT_SECONDS = 300
SVG = "image/svg+xml"
CARD_LINE, CARD_LINES = 38, 2  # characters that fit across, and lines
LETTER = 7  # about a badge's letter, in its own units

Shown = Callable[[HttpRequest, Challenge], HttpResponse]


def kept_for_all(show: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For anybody to fetch and keep for a while, in the language that the browser asks for."""

    @wraps(show)
    @require_safe
    @cache_control(public=True, max_age=KEPT_SECONDS)
    def shown(request: HttpRequest, *about: Any, **named: Any) -> HttpResponse:
        language = language_of_browser(request)
        with override(language):
            answer = show(request, *about, **named)
        answer["Content-Language"] = language
        return answer

    return shown


def of_everyone(show: Shown) -> Callable[..., HttpResponse]:
    """Of a challenge that everyone may see: whoever is signed in sees no more here than a stranger does."""

    @wraps(show)
    @kept_for_all
    def shown(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
        visible = Challenge.objects.visible_to(AnonymousUser()).select_related("sponsor")
        return show(request, get_object_or_404(visible, pk=challenge_id))

    return shown


@of_everyone
def card(request: HttpRequest, found: Challenge) -> HttpResponse:
    """Title, sponsor, prize and where it stands."""
    shown = {"lines": lines(found.title, CARD_LINE, CARD_LINES), "says": _says(found), **_stakes(found)}
    return render(request, "sharing/card.svg", shown | {"challenge": found}, content_type=SVG)


@of_everyone
def badge(request: HttpRequest, found: Challenge) -> HttpResponse:
    """One line: the prize and where it stands."""
    return two_parts(request, _stakes(found)["prize"] or "Laurel", str(words_of(found)))


@of_everyone
def picture(request: HttpRequest, found: Challenge) -> HttpResponse:
    """The same as the card, in pixels: what previews a link takes no SVG."""
    return drawn(request, title=found.title, figure=_stakes(found)["prize"], says=_says(found))


def two_parts(request: HttpRequest, name: str, says: str) -> HttpResponse:
    """A badge: what it is about, and what it says of it."""
    left, right = len(name) * LETTER + 20, len(says) * LETTER + 20
    shown: dict[str, Any] = {"name": name, "says": says, "left": left, "right": right, "whole": left + right}
    shown |= {"left_middle": left / 2, "right_middle": left + right / 2}
    return render(request, "sharing/badge.svg", shown, content_type=SVG)


def _stakes(found: Challenge) -> dict[str, Any]:
    return {"prize": money(found.prize_total, found.currency) if found.prize_total else ""}


def _says(found: Challenge) -> str:
    closes = f" · {_('closes')} {found.closes_at:%Y-%m-%d}" if found.closes_at and found.status == "open" else ""
    return f"{found.sponsor.name} · {words_of(found)}{closes}"
