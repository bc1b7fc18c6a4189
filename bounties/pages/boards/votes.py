"""A vote as a button sends it: for, against, or taken back."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

WORDS = {"for": 1, "against": -1, "none": 0}
VOTED = {1: _("You voted for it."), -1: _("You voted against it."), 0: _("Your vote is taken back.")}


def vote_in(request: HttpRequest) -> int:
    """Which button it was; anything else takes the vote back."""
    return WORDS.get(request.POST.get("value", ""), 0)
