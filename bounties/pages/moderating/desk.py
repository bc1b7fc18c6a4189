"""The desk of moderators and arbiters: everything that waits for a person, each kind a tab, the oldest first."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.pages.keeping import for_signed_in
from bounties.pages.moderating.tabs import MOST_SHOWN, Tab, count_of, counted, tabs_for
from bounties.pages.posting.forms import whole_number
from workers.clock import laurel_now


@require_safe
@for_signed_in
def desk(request: HttpRequest, slug: str = "") -> HttpResponse:
    """One tab; without a name the reader's first. For everyone without a part in it the page is not there."""
    user = signed_in(request.user)
    tabs = tabs_for(user)
    current = next((tab for tab in tabs if slug in ("", tab.slug)), None)
    if current is None:
        raise Http404
    start = whole_number(request.GET.get("from")) or 0
    found = list(current.waiting(user)[start : start + MOST_SHOWN + 1])
    if start and not found:
        return redirect("review-waiting", current.slug)
    shown = {
        "tab": current,
        "tabs": [_tab(tab, user, current, start + len(found)) for tab in tabs],
        "rows": current.rows(found[:MOST_SHOWN], user),
        "found": found[:MOST_SHOWN],
        "following": f"?from={start + MOST_SHOWN}" if len(found) > MOST_SHOWN else "",
        "now": laurel_now(),
    }
    return render(request, "moderating/queue.html", shown)


def _tab(tab: Tab, user: User, current: Tab, shown: int) -> dict[str, Any]:
    """Its head, with how many wait."""
    return {
        "label": tab.label,
        "url": reverse("review-waiting", args=[tab.slug]),
        "is_current": tab is current,
        "count": counted(shown if tab is current else count_of(tab, user)),
    }
