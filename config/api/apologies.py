"""What a page says when something was refused or broke: in plain words, with what to do next. Programs get problems."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.pages.keeping import address_in
from config.api.problem import Problem

UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Apology:
    """The heading, and the next step."""

    title: str | Promise
    advice: str | Promise


APOLOGIES = {
    400: Apology(_("This request cannot be read"), _("Nothing was done. Go back, look through it, and try again.")),
    405: Apology(
        _("Nothing was done here"),
        _("This address only takes what a button sends, and you came by a link. Go back, and press the button there."),
    ),
    409: Apology(
        _("That is not possible now"),
        _("Perhaps something changed since your page was loaded. Go back, load it again, and see how it stands."),
    ),
    412: Apology(
        _("It was changed in the meantime"),
        _("A newer version was saved while you looked at the old one, and nothing of it was overwritten. Go back, load "
          "the page again, and do it once more."),
    ),
    413: Apology(
        _("That is too much at once"),
        _("Nothing was saved. Go back with your browser: your text is still there. Shorten it, or add it as a file."),
    ),
    429: Apology(
        _("Too many attempts"),
        _("To keep accounts safe we take only so many in a few minutes. Wait five minutes, then try again."),
    ),
    503: Apology(
        _("A part of our service is down"),
        _("It is our fault, and nothing is half done. Wait a minute, then load the page again."),
    ),
}  # fmt: skip
OTHERS = Apology(_("That is not possible"), _("Go back, and try it another way."))


def apologise(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The page of this refusal; one of our own outage leans on nothing that may be down."""
    apology = APOLOGIES.get(problem.status, OTHERS)
    page = {"problem": problem, "apology": apology, "back": _page_before(request)}
    template = "503.html" if problem.status == UNAVAILABLE else "problem.html"
    response = render(request, template, page, status=problem.status)
    for name, value in problem.headers.items():
        response[name] = value
    return response


def _page_before(request: HttpRequest) -> str:
    """Where the reader came from, if it was a page of ours other than this one."""
    referer = address_in(request, "Referer")
    is_ours = referer.netloc == request.headers.get("Host") and referer.path != request.path
    return referer._replace(scheme="", netloc="").geturl() if is_ours and referer.path.startswith("/") else ""
