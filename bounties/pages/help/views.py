"""The guide's pages, for everyone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from bounties.pages.help import reading
from bounties.pages.help.shelf import BY_NAME


@require_safe
@cache_control(private=True, no_cache=True)
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """What there is to read, by who reads it."""
    return render(request, "help/index.html", {"sections": reading.sections()})


@require_safe
@cache_control(private=True, no_cache=True)
@conditional_page
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of it."""
    if name not in BY_NAME:
        raise Http404
    leaf = BY_NAME[name]
    before, after = reading.neighbours(leaf)
    return render(request, "help/page.html", {"page": reading.shown(leaf), "before": before, "after": after})
