"""A person's public page, and what programs and previews of links read of it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bounties.community.faces import Face, face_of
from bounties.pages.browsing.drawing import drawn
from bounties.pages.browsing.sharing import kept_for_all


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """What they chose to show; who hides, who left and who never was are the same to everyone: not here."""
    face = face_of(handle)
    return render(request, "people/person.html", {"face": face, "described": described(face), "says": says_of(face)})


@kept_for_all
def picture(request: HttpRequest, handle: str) -> HttpResponse:
    """Name and wins, in the size that previews of links want."""
    face = face_of(handle)
    return drawn(request, title=face.name, figure=_won(face), says=", ".join(str(badge.label) for badge in face.badges))


def described(face: Face) -> dict[str, Any]:
    """The page as search engines read it (schema.org)."""
    url = settings.PUBLIC_URL + reverse("person", args=[face.handle])
    who: dict[str, Any] = {
        "@type": "Person",
        "name": face.name,
        "alternateName": face.handle,
        "description": face.bio,
        "homeLocation": {"@type": "Country", "name": face.country_name} if face.country_name else None,
        "image": settings.PUBLIC_URL + reverse("person-picture", args=[face.handle]),
        "award": [f"{win.challenge_title}: {win.rank}" for win in face.wins],
        "url": url,
    }
    known = {name: value for name, value in who.items() if value}
    return {"@context": "https://schema.org", "@type": "ProfilePage", "url": url, "mainEntity": known}


def says_of(face: Face) -> str:
    """One sentence, for who has not opened it yet."""
    return face.bio or f"{face.name}: {_won(face)}"


def _won(face: Face) -> str:
    if not face.won:
        return _("No published win yet")
    return ngettext("%(wins)s published win", "%(wins)s published wins", face.won) % {"wins": face.won}
