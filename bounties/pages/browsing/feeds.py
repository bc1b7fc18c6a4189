"""What other programs subscribe to: new challenges as Atom, one challenge's dates as a calendar."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from bounties.challenges.models import Challenge
from bounties.challenges.searching import NEWEST, ORDERINGS
from bounties.pages.browsing.board import UNREAD
from bounties.pages.templatetags.laurel import money

SHOWN = 30


class NewChallenges(Feed):
    """The newest public challenges."""

    feed_type = Atom1Feed
    title = _("Laurel: new challenges")
    subtitle = _("Problems with a prize that is already held.")
    link = reverse_lazy("board")

    def items(self) -> QuerySet[Any]:
        """The newest, as the board has them."""
        board = Challenge.objects.listed().select_related("sponsor").defer(*UNREAD)
        return board.order_by(*ORDERINGS[NEWEST])[:SHOWN]

    def item_title(self, item: Challenge) -> str:
        """What is asked, and for how much."""
        return f"{item.title} ({money(item.prize_total, item.currency)})" if item.prize_total else item.title

    def item_description(self, item: Challenge) -> str:
        """Its summary."""
        return item.summary

    def item_link(self, item: Challenge) -> str:
        """Its page."""
        return reverse("challenge", args=[item.pk])

    def item_author_name(self, item: Challenge) -> str:
        """Who asks."""
        return item.sponsor.name

    def item_author_link(self, item: Challenge) -> str:
        """The sponsor's page."""
        return settings.PUBLIC_URL + reverse("sponsor-record", args=[item.sponsor_id])

    def item_pubdate(self, item: Challenge) -> datetime | None:
        """When it left the drawer."""
        return item.published_at

    def item_categories(self, item: Challenge) -> list[str]:
        """Its tags."""
        return list(item.tags)
