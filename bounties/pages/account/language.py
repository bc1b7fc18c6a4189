"""In which language Laurel speaks to whoever reads: chosen in the foot of each page, by visitors too."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from bounties.accounts import describing
from bounties.accounts.policies import signed_in
from bounties.pages.keeping import address_in

OURS = ("same-origin", "none")  # `none`: typed or pressed by the reader, as no other site could


@require_POST
@csrf_exempt
def choose(request: HttpRequest) -> HttpResponse:
    """Keep it in this browser, and for whoever is signed in on the account, for mails; then back to the same page.

    Without the pass of other forms, which would give each visitor of a public page a cookie: the browser itself says
    where the form stood.
    """
    if not _is_from_here(request):
        raise PermissionDenied(_("Choose the language at the foot of a page of ours."))
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        describing.describe(user=signed_in(request.user), language=language)
    return set_language(request)


def _is_from_here(request: HttpRequest) -> bool:
    """By what browsers say and pages cannot forge; each that we know of says one of the two."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in OURS
    return address_in(request, "Origin").netloc == request.get_host()
