"""What search engines are told: every public challenge, person and sponsor, and what is nobody's business.

A map is in parts of a few thousand addresses, each from one id to another. So a part is read where it begins, however
deep it lies; nothing is in two parts, and what comes between two ids later is in the part of both.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Window
from django.db.models.functions import Mod, RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from bounties.accounts.models import Sponsor
from bounties.challenges.models import Challenge
from bounties.community.models import Profile
from bounties.pages.help.shelf import LEAVES

PRIVATE = ["/accounts/", "/admin/", "/mine", "/entries/", "/judging", "/review", "/post", "/api/"]
PAGES = ["home", "board", "people", "solvency", "help"]
PART = 5_000  # addresses of a part, when the parts are made; the last one grows until they are made anew
MOST = 10_000  # addresses in one answer, whatever ids are asked for; search engines take 50,000
KEPT_SECONDS = 3600
NOBODY = str(UUID(int=0))  # in whose place a row's own id or handle comes
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FORM = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True, slots=True)
class Rows:
    """A map of rows: which, the page of each by one of its columns, and the column of when it became public."""

    all: Callable[[], QuerySet[Any]]
    page: str
    by: str = "pk"
    since: str | None = None


def _sponsors() -> QuerySet[Sponsor]:
    """Those that have a challenge on the board."""
    return Sponsor.objects.filter(Exists(Challenge.objects.listed().filter(sponsor=OuterRef("pk"))))


ROWS = {
    "challenges": Rows(Challenge.objects.listed, "challenge", since="published_at"),
    "people": Rows(Profile.objects.public, "person", by="handle"),
    "sponsors": Rows(_sponsors, "sponsor-record"),
}
FIXED: dict[str, Callable[[], list[str]]] = {
    "pages": lambda: [reverse(name) for name in PAGES],
    "guide": lambda: [reverse("help-page", args=[leaf.name]) for leaf in LEAVES],
}


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def index(request: HttpRequest) -> HttpResponse:
    """The map of maps: each part's address, and of the newest challenges since when the last of them is there."""
    told = [_line("sitemap", reverse("sitemap", args=[section])) for section in FIXED]
    for section in ROWS:
        told += _parts(section, *_starts(section))
    return _xml("sitemapindex", told)


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One part: from the id `from`, up to but without the id `to`. Without them, from the first and up to the last."""
    if section in FIXED:
        return _xml("urlset", [_line("url", path) for path in FIXED[section]()])
    if section not in ROWS:
        raise Http404
    bounds = {"pk__gte": _id(request, "from"), "pk__lt": _id(request, "to")}
    between = {name: value for name, value in bounds.items() if value}
    return _xml("urlset", list(_lines(ROWS[section], between)))


def _lines(rows: Rows, between: dict[str, UUID]) -> Iterator[str]:
    found = rows.all().filter(**between).order_by("pk")
    folder = reverse(rows.page, args=[NOBODY]).removesuffix(NOBODY)  # once: of each page it would take most of the time
    for value, since in found.values_list(rows.by, rows.since or F("pk"))[:MOST]:
        yield _line("url", f"{folder}{value}", since.isoformat() if rows.since else "")


def _parts(section: str, starts: list[UUID], latest: str) -> Iterator[str]:
    """Between the end of one and the beginning of the next there is nothing; the last has no end."""
    for begin, end in zip([None, *starts], [*starts, None], strict=True):
        asked = urlencode({name: value for name, value in (("from", begin), ("to", end)) if value})
        address = reverse("sitemap", args=[section])
        yield _line("sitemap", f"{address}?{asked}" if asked else address, "" if end else latest)


def _starts(section: str) -> tuple[list[UUID], str]:
    """Where the second part and those after it begin, and since when the newest row is public; at most an hour old."""
    key = f"sitemap-{section}"
    try:
        kept: tuple[list[UUID], str] | None = cache.get(key)
        if kept is None:
            kept = _counted(ROWS[section])
            cache.set(key, kept, KEPT_SECONDS)
        return kept
    except RedisError:
        return _counted(ROWS[section])


def _counted(rows: Rows) -> tuple[list[UUID], str]:
    """One look along the index, and one at the rows of the last part."""
    numbered = rows.all().annotate(part=Mod(Window(RowNumber(), order_by="pk"), PART)).filter(part=1)
    starts = list(numbered.order_by("pk").values_list("pk", flat=True))[1:]
    if not rows.since:
        return starts, ""
    last = rows.all().filter(pk__gte=starts[-1]) if starts else rows.all()
    latest = last.aggregate(at=Max(rows.since))["at"]
    return starts, latest.isoformat() if latest else ""


def _id(request: HttpRequest, name: str) -> UUID | None:
    asked = request.GET.get(name)
    try:
        return UUID(asked) if asked else None
    except ValueError as error:
        raise Http404 from error


def _line(kind: str, path: str, since: str = "") -> str:
    told = f"<lastmod>{since}</lastmod>" if since else ""
    return f"<{kind}><loc>{escape(settings.PUBLIC_URL + path)}</loc>{told}</{kind}>"


def _xml(kind: str, lines: list[str]) -> HttpResponse:
    text = "\n".join([f"{HEAD}<{kind} {FORM}>", *lines, f"</{kind}>\n"])
    return HttpResponse(text, content_type="application/xml", headers={"X-Robots-Tag": "noindex"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where the map is, and where nothing is to be found."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def icon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask for it by this name, whatever the page says."""
    return redirect(static("laurel.svg"))
