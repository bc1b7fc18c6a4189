"""In which language Laurel speaks to whoever reads: chosen in the foot of each page, by visitors too."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from bounties.accounts import describing
from bounties.accounts.policies import signed_in


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep it in this browser, and for whoever is signed in on the account, for mails; then back to the same page."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        describing.describe(user=signed_in(request.user), language=language)
    return set_language(request)
