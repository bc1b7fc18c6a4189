"""What somebody typed is never lost to a sign-in that ran out: it is kept, and back in the form after signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

Page = Callable[..., HttpResponse]
KEPT = "kept_form"
MOST_KEPT_CHARACTERS = 300_000  # a session is a row in the database
SECRETS = {"csrfmiddlewaretoken", "password"}


def for_signed_in(page: Page) -> Page:
    """The page for whoever is signed in; others sign in first, and find again what they had typed."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return page(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        _keep(request)
        return redirect_to_login(_page_of(request))

    return guarded


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is to be filled with: what was just sent, or what was kept for this page; None: nothing."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    messages.info(request, _("You had to sign in again. What you typed is still here, and not sent yet."))
    return QueryDict(kept["typed"])


def form_came_too_late(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a page that was open while its reader signed in or out elsewhere.

    Only what one of our own pages sent is kept: a stranger's form must plant nothing in anybody's session.
    """
    origin = address_in(request, "Origin").netloc
    is_ours = bool(request.session.session_key) and origin == request.get_host()
    if is_ours:
        _keep(request)
    shown = {"again": _page_of(request) if is_ours else ""}
    return render(request, "stale_form.html", shown, status=403)


def _keep(request: HttpRequest) -> None:
    typed = request.POST.copy()
    for name in SECRETS & set(typed):
        del typed[name]
    text = typed.urlencode()
    if typed and len(text) <= MOST_KEPT_CHARACTERS:
        request.session[KEPT] = {"path": _page_of(request), "typed": text}


def _page_of(request: HttpRequest) -> str:
    """The page that a form stood on: by its Referer, which our own pages always send to us."""
    referer = address_in(request, "Referer")
    return referer.path if referer.netloc == request.get_host() and referer.path.startswith("/") else request.path


def address_in(request: HttpRequest, header: str) -> SplitResult:
    """The address that a header names; an empty one where it names none, since a header may say anything."""
    try:
        return urlsplit(request.headers.get(header, ""))
    except ValueError:
        return urlsplit("")
