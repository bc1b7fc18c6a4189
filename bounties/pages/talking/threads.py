"""The threads that one writes in, and each of them: who spoke last is said, so that nobody waits for no answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.policies import EDITORS
from bounties.entries import messaging
from bounties.entries.models import Entry, Message, MessageSide
from bounties.judging.aliases import alias_of
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

MOST = 50  # threads of the list
MOST_SHOWN = 200  # messages of a thread, the latest of them
LONGEST_REASON = 4_000


class WriteForm(forms.Form):
    """What one writes."""

    body = forms.CharField(
        label=_("Your message"),
        help_text=_("Until an offer is taken you know each other by alias: no addresses, no phone numbers."),
        max_length=messaging.LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReportForm(forms.Form):
    """What is wrong with a message."""

    reason = forms.CharField(
        label=_("What is wrong with it"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_safe
@for_signed_in
def threads(request: HttpRequest) -> HttpResponse:
    """Those with a message, the latest first; what waits for one's answer is marked."""
    user = signed_in(request.user)
    found = [_row(entry, user) for entry in _threads_of(user)[:MOST]]
    return render(request, "talking/threads.html", {"threads": found, "now": laurel_now()})


def _threads_of(user: User) -> QuerySet[Any]:
    """Of both one's own offers and those to one's sponsors; not what a moderator reads."""
    mine = Q(entrant=user) | Q(
        challenge__sponsor__memberships__user=user, challenge__sponsor__memberships__role__in=EDITORS
    )
    spoken = Message.objects.filter(entry=OuterRef("pk")).order_by("-id")
    seen = Entry.objects.filter(pk__in=messaging.threads_of(user).values("pk")).filter(mine)
    return (
        seen.annotate(latest=Max("messages__sent_at"), spoke=Subquery(spoken.values("side")[:1]), all=Count("messages"))
        .filter(latest__isnull=False)
        .select_related("challenge")
        .order_by(F("latest").desc())
    )


def _row(entry: Any, user: User) -> dict[str, Any]:
    mine = MessageSide.ENTRANT if entry.entrant_id == user.pk else MessageSide.SPONSOR
    return {
        "entry": entry,
        "with": say("the buyer") if mine == MessageSide.ENTRANT else alias_of(entry.pk),
        "waits": entry.spoke != mine,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def thread(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Everything that was written about one offer; and a form, while one may write."""
    user = signed_in(request.user)
    entry = get_object_or_404(messaging.threads_of(user).select_related("challenge__sponsor"), pk=entry_id)
    form = WriteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        if attempt(form, lambda: messaging.write(entry_id=entry.pk, body=body, by=user)):
            messages.success(request, say("Sent."))
            return redirect("messages", entry.pk)
    side = messaging.side_of(entry, user)
    written = list(messaging.thread_of(entry, user).order_by("-id")[:MOST_SHOWN])[::-1]
    shown = {
        "entry": entry,
        "challenge": entry.challenge,
        "alias": alias_of(entry.pk),
        "thread": written,
        "side": side,
        "form": form,
        "bar": messaging.bar_to_writing(entry, user),
        "unanswered": _unanswered(written, side),
    }
    return render(request, "talking/messages.html", shown)


def _unanswered(written: list[Message], side: str | None) -> int:
    """How many the other side wrote since this one last did."""
    count = 0
    for one in reversed(written):
        if one.side == side:
            break
        count += 1
    return count if side else 0


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def report(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show a message that one received to a moderator, with what is wrong with it."""
    user = signed_in(request.user)
    seen = Message.objects.filter(entry__in=messaging.threads_of(user)).select_related("entry__challenge")
    found = get_object_or_404(seen, pk=message_id)
    if messaging.side_of(found.entry, user) in (None, found.side):
        raise Http404
    form = ReportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: messaging.report(message_id=found.pk, reason=reason, by=user)):
            messages.success(request, say("Reported. A moderator reads the thread, and may hide the message."))
            return redirect("messages", found.entry_id)
    answered = found.dismissals.filter(reported_by=user).first()
    shown: dict[str, Any] = {"message": found, "entry": found.entry, "challenge": found.entry.challenge}
    return render(request, "talking/report.html", shown | {"answered": answered, "form": form})
