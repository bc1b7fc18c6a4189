"""The guide's pages, for everyone."""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from bounties.pages.help import reading
from bounties.pages.help.shelf import BY_NAME

# In the forms of the frame: written anew each time, and as good in a copy that was kept.
PASS = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
DIGEST_BYTES = 16


def asked_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A browser keeps the page and asks each time whether it still is the same; then nothing is sent."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        tag = quote_etag(blake2b(PASS.sub(b"", response.content), digest_size=DIGEST_BYTES).hexdigest())
        response.headers["ETag"] = tag
        patch_cache_control(response, private=True, no_cache=True)
        return get_conditional_response(request, etag=tag, response=response) or response

    return answer


@require_safe
@asked_again
def index(request: HttpRequest) -> HttpResponse:
    """What there is to read, by who reads it."""
    return render(request, "help/index.html", {"sections": reading.sections()})


@require_safe
@asked_again
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of it."""
    if name not in BY_NAME:
        raise Http404
    leaf = BY_NAME[name]
    before, after = reading.neighbours(leaf)
    return render(request, "help/page.html", {"page": reading.shown(leaf), "before": before, "after": after})
