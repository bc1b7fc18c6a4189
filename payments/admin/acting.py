"""Acts on the desk: a button leads to a page that says what will happen; only its confirmation, by POST, does it.

    class PayoutAdmin(Acting, ReadOnlyAdmin):
        acts = (
            Act(
                name="hold",
                label="Hold",
                says=lambda payout: f"{payout.money} for {payout.payee} stays here until someone releases it.",
                service=holding.hold,        # hold(*, payout_id, by, reason)
                right=Right.MAKE,
                row="payout_id",
                offered=lambda payout: payout.status in HOLDABLE,
                in_bulk=True,
            ),
        )

Who lacks the right sees no button and is refused. No GET changes anything. Each confirming page carries a token that
is good once, so a double click does nothing twice; two people at once are told apart by the service's own lock. Many
rows at once are done one by one, each in its own transaction and with its own outcome.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from payments.admin.acts import Act
from payments.desk.doing import Confirmed, do
from payments.rights import has_right

MOST_AT_ONCE = 200  # rows of one bulk act
WITHOUT_TOKEN = _("Confirm on the page that says what will happen.")


class Acting(admin.ModelAdmin):
    """Gives an admin page its acts."""

    acts: tuple[Act, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        """The confirmation pages, before the row's own address, which would take them for a key."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        site = self.admin_site
        return [
            path("acts/<slug:act>", site.admin_view(self.bulk_act_view), name=f"{name}_bulk_act"),
            path("<path:object_id>/acts/<slug:act>", site.admin_view(self.act_view), name=f"{name}_act"),
            *super().get_urls(),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The list's actions: acts in bulk that this person may do."""
        offered = {act.name: (_action(act), act.name, act.label) for act in self.acts_for(request) if act.in_bulk}
        return {**super().get_actions(request), **offered}

    def acts_for(self, request: HttpRequest) -> list[Act]:
        """Those that this person may do at all."""
        return [act for act in self.acts if has_right(request.user, act.right)]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The row's page with its buttons."""
        row = self.get_object(request, unquote(object_id))
        buttons = [(act.label, self._address(act, row)) for act in self.acts_for(request) if row and act.offered(row)]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "acts": buttons})

    def act_view(self, request: HttpRequest, object_id: str, act: str) -> HttpResponse:
        """Say what will happen (GET), or do it (POST) and go back to the row."""
        chosen = self._chosen(request, act)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        form = chosen.form(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return self._ask(request, chosen, row, form)
        refusal = self._do(request, chosen, row, _token(request), form.cleaned_data)
        if refusal:
            return self._ask(request, chosen, row, form, refusal)
        messages.success(
            request,
            _("%(label)s: done. %(row)s")
            % {"label": chosen.label, "row": self.get_object(request, unquote(object_id))},
        )
        return HttpResponseRedirect(self._page(row))

    def bulk_act_view(self, request: HttpRequest, act: str) -> HttpResponse:
        """Do it to each chosen row, and say how each went."""
        chosen = self._chosen(request, act)
        if request.method != "POST":
            return HttpResponseRedirect(reverse(self._name("changelist")))
        rows = self.get_queryset(request).filter(pk__in=request.POST.getlist("row"))
        form = chosen.form(request.POST)
        if not form.is_valid():
            return self.ask_in_bulk(request, chosen, rows, form)
        token = _token(request)
        outcomes = [
            (
                row,
                self._page(row),
                self._do(request, chosen, row, token and uuid5(token, str(row.pk)), form.cleaned_data),
            )
            for row in rows[:MOST_AT_ONCE]
        ]
        refused = sum(bool(refusal) for *_, refusal in outcomes)
        shown = {"outcomes": outcomes, "refused": refused, "done": len(outcomes) - refused}
        return self._page_of(request, "admin/acts/outcomes.html", chosen, shown)

    def ask_in_bulk(self, request: HttpRequest, act: Act, rows: QuerySet[Any], form: Any = None) -> HttpResponse:
        """Say what will happen to each row."""
        chosen = list(rows[: MOST_AT_ONCE + 1])
        sentences = [(row, self._page(row), act.says(row)) for row in chosen[:MOST_AT_ONCE]]
        more = {"rows": sentences, "is_cut": len(chosen) > MOST_AT_ONCE, "most": MOST_AT_ONCE}
        shown = {
            **more,
            "form": form or act.form(),
            "token": uuid4(),
            "address": reverse(self._name("bulk_act"), args=[act.name]),
        }
        return self._page_of(request, "admin/acts/confirm_many.html", act, shown)

    def _ask(self, request: HttpRequest, act: Act, row: Model, form: Any, refusal: str = "") -> HttpResponse:
        """A page that was refused carries a fresh token: it may be confirmed anew."""
        shown = {"row": row, "says": act.says(row), "form": form, "refusal": refusal, "back": self._page(row)}
        page = self._page_of(request, "admin/acts/confirm.html", act, {**shown, "token": uuid4()})
        page.status_code = 409 if refusal else 200
        return page

    def _do(self, request: HttpRequest, act: Act, row: Model, token: UUID | None, given: dict[str, Any]) -> str:
        if token is None:
            return str(WITHOUT_TOKEN)
        confirmed = Confirmed(token, act.name, row._meta.label_lower, str(row.pk), request.user, given)
        return do(
            confirmed, lambda: act.service(**{act.row: row.pk}, by=request.user, **given), is_outside=act.is_outside
        )

    def _chosen(self, request: HttpRequest, name: str) -> Act:
        """The act of this name, if the person may do it."""
        act = next((act for act in self.acts if act.name == name), None)
        if act is None:
            raise Http404
        if not (self.has_view_permission(request) and has_right(request.user, act.right)):
            raise PermissionDenied
        return act

    def _page_of(self, request: HttpRequest, template: str, act: Act, shown: dict[str, Any]) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "act": act, "title": act.label, **shown}
        return TemplateResponse(request, template, context)

    def _address(self, act: Act, row: Any) -> str:
        return reverse(self._name("act"), args=[quote(row.pk), act.name])

    def _page(self, row: Any) -> str:
        return reverse(self._name("change"), args=[quote(row.pk)])

    def _name(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"


def _action(act: Act) -> Callable[..., HttpResponse]:
    """The action of a list as Django calls it: it only asks."""

    def ask(desk: Acting, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        return desk.ask_in_bulk(request, act, rows)

    return ask


def _token(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None
