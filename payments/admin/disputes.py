"""Disputes, their answers, and write-offs at the desk."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from payments.admin.acting import Acting
from payments.admin.acts import Act, ReasonForm
from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline, links_to
from payments.disputes import answering, owing
from payments.disputes.moves import ANSWERABLE, WriteOffStatus
from payments.disputes.settling import REMINDED_DAYS
from payments.models import Dispute, DisputeAct, Transaction, WriteOff
from payments.money import Money
from payments.rights import Right
from workers.clock import LaurelNow
from workers.waiting import Queue


class EvidenceForm(ReasonForm):
    """What the bank shall read, and why it is sent."""

    text = forms.CharField(
        label=_("Text"),
        max_length=answering.LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The gathered facts are put under it. It is sent once; nothing can be added later."),
    )
    field_order = ("text", "reason")


def _is_answerable(dispute: Dispute) -> bool:
    return dispute.status in ANSWERABLE


def _writing_off(dispute: Dispute) -> str:
    borne = Money(dispute.borne, dispute.contribution.purse.currency)
    return _("Of %(borne)s, what the sponsor owes still is given up once another person agrees.") % {
        "borne": borne.spoken()
    }


def _is_proposed(row: WriteOff) -> bool:
    return row.status == WriteOffStatus.PROPOSED


DISPUTE_ACTS = (
    Act(
        name="evidence",
        label=_("Send evidence"),
        says=lambda dispute: (
            _("The bank that wants %(money)s back is sent your text and the gathered facts.")
            % {"money": dispute.money.spoken()}
        ),
        service=answering.contest,
        right=Right.MAKE,
        row="dispute_id",
        form=EvidenceForm,
        offered=_is_answerable,
    ),
    Act(
        name="accept",
        label=_("Give in"),
        says=lambda dispute: (
            _("The dispute of %(money)s is lost for good. This can't be undone.") % {"money": dispute.money.spoken()}
        ),
        service=answering.accept,
        right=Right.CHECK,
        row="dispute_id",
        offered=_is_answerable,
    ),
    Act(
        name="write-off",
        label=_("Propose to write it off"),
        says=_writing_off,
        service=owing.propose_for_dispute,
        right=Right.MAKE,
        row="dispute_id",
        offered=lambda dispute: dispute.borne > 0,
    ),
)
WRITE_OFF_ACTS = (
    Act(
        name="agree",
        label=_("Agree"),
        says=lambda row: (
            _("The debt of %(money)s of sponsor %(sponsor)s is given up.")
            % {"money": row.money.spoken(), "sponsor": row.payer_reference}
        ),
        service=owing.agree_to_write_off,
        right=Right.CHECK,
        row="write_off_id",
        offered=_is_proposed,
    ),
    Act(
        name="decline",
        label=_("Decline"),
        says=lambda row: _("The debt of %(money)s stands.") % {"money": row.money.spoken()},
        service=owing.decline_write_off,
        right=Right.CHECK,
        row="write_off_id",
        offered=_is_proposed,
    ),
)


class DisputeActInline(ReadOnlyInline):
    """What was answered."""

    model = DisputeAct
    fields = readonly_fields = ("kind", "by", "reason", "status", "refusal", "at")
    show_change_link = False


@admin.register(Dispute)
class DisputeAdmin(Acting, ReadOnlyAdmin):
    """What a payer's bank wants back, until when it can be answered, and who bears it."""

    acts = DISPUTE_ACTS
    queues = (
        Queue(_("Disputes open"), Dispute.objects.open, "closed_at__isempty=1"),
        Queue(
            _("Evidence due within three days"),
            lambda: Dispute.objects.unanswered().filter(
                evidence_due_by__lte=LaurelNow() + timedelta(days=REMINDED_DAYS)
            ),
            "closed_at__isempty=1&o=5",
            is_urgent=True,
        ),
        Queue(
            _("Lost disputes that nobody has concluded"),
            Dispute.objects.unconcluded,
            "status__exact=lost&concluded_at__isempty=1",
        ),
    )
    list_display = ("dispute_id", "contribution", "money", "status", "evidence_due_by", "at_stake", "opened_at")
    list_filter = (
        "status",
        ("closed_at", admin.EmptyFieldListFilter),
        ("concluded_at", admin.EmptyFieldListFilter),
        "reason",
    )
    list_select_related = ("contribution__purse",)
    search_fields = ("=dispute_id", "=contribution__charge_id", "=contribution__purse__reference")
    ordering = ("-opened_at",)
    inlines = (DisputeActInline,)
    related = ("transactions",)

    @admin.display(description=_("at stake"))
    def at_stake(self, row: Dispute) -> str:
        """What Stripe took and nobody has given back or borne yet."""
        return Money(row.at_stake, row.contribution.purse.currency).spoken()

    @admin.display(description=_("movements in the ledger"))
    def transactions(self, row: Dispute) -> SafeString:
        """Its movements in the ledger."""
        return links_to(Transaction.objects.filter(effect_key__startswith=f"dispute:{row.dispute_id}:"))


@admin.register(WriteOff)
class WriteOffAdmin(Acting, ReadOnlyAdmin):
    """Debts that are, or were to be, given up."""

    acts = WRITE_OFF_ACTS
    queues = (
        Queue(
            _("Write-offs that wait for a second person"),
            lambda: WriteOff.objects.filter(status=WriteOffStatus.PROPOSED),
            "status__exact=proposed",
        ),
    )
    list_display = ("payer_reference", "money", "status", "proposed_by", "proposed_at", "decided_by")
    list_filter = ("status", "currency")
    list_select_related = ("proposed_by", "decided_by")
    search_fields = ("=payer_reference",)
    ordering = ("-proposed_at",)
