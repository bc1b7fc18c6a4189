"""The ledger on the desk."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline, link_to, links_to
from payments.models import Account, AccountBalance, Posting, Purse, StripeMovement, Transaction


class BalanceInline(ReadOnlyInline):
    """What stands on the account."""

    model = AccountBalance
    fields = readonly_fields = ("money", "balance")


class PostingInline(ReadOnlyInline):
    """The lines of a transaction."""

    model = Posting
    fields = readonly_fields = ("account_page", "amount")

    @admin.display(description=_("account"))
    def account_page(self, row: Posting) -> SafeString | str:
        """Where it stands."""
        return link_to(row.account)


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Accounts with their balances and latest movements."""

    list_display = ("__str__", "kind", "owner", "currency", "balance")
    list_filter = ("kind", "currency")
    list_select_related = ("kept",)
    search_fields = ("owner",)
    inlines = (BalanceInline,)
    related = ("latest",)

    @admin.display(description=_("balance"))
    def balance(self, row: Account) -> str:
        """On its normal side."""
        return row.kept.money.spoken()

    @admin.display(description=_("latest movements"))
    def latest(self, row: Account) -> SafeString:
        """Its latest transactions."""
        return links_to(Transaction.objects.filter(postings__account=row).order_by("-occurred_at").distinct())


@admin.register(Transaction)
class TransactionAdmin(ReadOnlyAdmin):
    """Movements of money with their lines."""

    list_display = ("effect_key", "situation", "purse", "source", "by", "occurred_at")
    list_filter = ("situation",)
    list_select_related = ("by",)
    search_fields = ("=effect_key", "=purse", "=source")
    ordering = ("-occurred_at",)
    inlines = (PostingInline,)
    related = ("purse_page", "stripe")

    @admin.display(description=_("purse"))
    def purse_page(self, row: Transaction) -> SafeString | str:
        """Whose money it is."""
        return link_to(Purse.objects.filter(reference=row.purse).first())

    @admin.display(description=_("movements at Stripe"))
    def stripe(self, row: Transaction) -> SafeString:
        """The movements at Stripe that it mirrors."""
        return links_to(StripeMovement.objects.filter(source=row.source).exclude(source=""))
