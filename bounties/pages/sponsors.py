"""A sponsor's public place: who it is, and its record."""

import re
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bounties.accounts.models import Sponsor
from bounties.service_levels.known import known_to
from bounties.service_levels.records import record_of

BRACKETS = re.compile(r"[\[\]\\]")  # which would end what an image of Markdown says


@require_safe
def sponsor(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """What it promises, what it kept, and how its challenges ended."""
    found = get_object_or_404(known_to(request.user), pk=sponsor_id)
    is_public = known_to(AnonymousUser()).filter(pk=found.pk).exists()
    shown = {"sponsor": found, "record": record_of(found.pk), "snippet": snippet_of(found) if is_public else None}
    return render(request, "pages/sponsor.html", shown)


def snippet_of(sponsor: Sponsor) -> dict[str, str]:
    """What shows its record on anybody's page: an image that leads here, as HTML and as Markdown."""
    page = settings.PUBLIC_URL + reverse("sponsor-record", args=[sponsor.pk])
    image = settings.PUBLIC_URL + reverse("sponsor-badge", args=[sponsor.pk])
    says = _("The record of %(name)s on Laurel") % {"name": sponsor.name}
    return {
        "html": format_html('<a href="{}"><img src="{}" height="24" alt="{}"></a>', page, image, says),
        "markdown": f"[![{BRACKETS.sub('', says)}]({image})]({page})",
    }
