"""What belongs to the client itself: the clock that its countdowns go by, and the page that shows every piece."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.messages import ERROR, SUCCESS
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bounties.pages.tones import TONES
from workers.clock import laurel_now


@require_safe
@never_cache
def clock(request: HttpRequest) -> HttpResponse:
    """The one clock that deadlines go by: the database's."""
    return JsonResponse({"now": laurel_now().isoformat()})


class SampleForm(forms.Form):
    """Every kind of field once; nothing is done with it."""

    title = forms.CharField(label=_("Title"), help_text=_("What is asked, in one line."), max_length=80)
    amount = forms.DecimalField(label=_("Prize"), help_text=_("In whole dollars."), min_value=1)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", _("Guaranteed")), ("b", _("Up to"))])
    way = forms.ChoiceField(
        label=_("Rights"), choices=[("a", _("Licence")), ("b", _("Assignment"))], widget=forms.RadioSelect
    )
    body = forms.CharField(label=_("Statement"), widget=forms.Textarea, required=False)
    accept = forms.BooleanField(label=_("I accept the terms"))


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every piece with its states, on a developer's own machine only."""
    if not settings.LAUREL_LOCAL:
        raise Http404
    now = laurel_now()
    shown = {
        "now": now,
        "soon": now + timedelta(hours=5, minutes=12),
        "form": SampleForm(),
        "wrong": SampleForm({"title": "", "amount": "-4", "kind": "a", "body": "kept"}, prefix="wrong"),
        "tones": [(tone, statuses[0]) for tone, statuses in TONES.items()],
        "colours": ["paper", "card", "sunken", "ink", "accent", "gold", "wait", "warn", "bad"],
        "steps": [
            {"label": _("Details"), "url": "#", "is_done": True},
            {"label": _("Prizes"), "url": "#", "is_current": True},
            {"label": _("Review"), "url": ""},
        ],
        "tabs": [
            {"label": _("Entries"), "url": "#", "is_current": True, "count": 12},
            {"label": _("Panel"), "url": "#"},
        ],
        "toasts": [Message(SUCCESS, say("Saved.")), Message(ERROR, say("It was not saved."))],
        "pictures": ["bell", "trophy", "calendar-clock", "banknote", "gavel", "file-text", "shield-check", "users"],
    }
    return render(request, "pages/style.html", shown)
