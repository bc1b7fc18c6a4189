"""A sponsor's reliability for anybody's page: what it kept of what it promised, in one line."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from bounties.pages.browsing.sharing import kept_for_all, two_parts
from bounties.service_levels.known import known_to
from bounties.service_levels.models import Measure
from bounties.service_levels.records import Kept, Record, record_of


@kept_for_all
def badge(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """Decided and paid in time, of the last twelve months; the same for everyone, whoever asks."""
    found = get_object_or_404(known_to(AnonymousUser()), pk=sponsor_id)
    return two_parts(request, found.name, kept_in_words(record_of(found.pk)))


def kept_in_words(record: Record) -> str:
    """As its page tells it: a percentage from ten on, else how many of how many."""
    year = {row.measure: row.year for row in record.measures}
    told = [
        _("decided in time: %(kept)s") % {"kept": _share(year[Measure.JUDGING])},
        _("paid in time: %(kept)s") % {"kept": _share(year[Measure.PAYOUT])},
    ]
    counted = [year[Measure.JUDGING].counted, year[Measure.PAYOUT].counted]
    shown = [sentence for sentence, number in zip(told, counted, strict=True) if number]
    return ", ".join(shown) or _("no record yet")


def _share(kept: Kept) -> str:
    if kept.percent is not None:
        return f"{kept.percent} %"
    return _("%(met)s of %(counted)s") % {"met": kept.met, "counted": kept.counted}
