"""Whose statement it is, and which postings are theirs."""

from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.disputes.models import Dispute
from payments.errors import InvalidInput
from payments.ledger.accounts import balance
from payments.ledger.chart import CHART, Kind, Owner, Side, Situation
from payments.ledger.models import Account
from payments.money import Money
from payments.purses.models import Contribution, Purse, Refund

OF_A_PURSE = [Kind.PURSE, Kind.REFUNDS_DUE, Kind.UNCLAIMED, Kind.DISPUTES]
OF_A_PAYER = [*OF_A_PURSE, Kind.FEES]
# What moved between a payer's card and us; what we book among ourselves after it is no business of their statement.
BACK_TO_A_PAYER = [Situation.REFUNDED, Situation.REFUND_RETURNED, Situation.PAID_BY_HAND]
WITH_A_PAYER = [
    *(Situation.FUNDED, Situation.FUNDED_ASTRAY, Situation.DISPUTED, Situation.DISPUTE_WON),
    *BACK_TO_A_PAYER,
]
OF_THE_PLATFORM = [Kind.FEES, Kind.STRIPE_FEES, Kind.LOSSES, Kind.DEBT_PROVISION]


class SubjectKind(TextChoices):
    """Of whom there are statements."""

    PURSE = "purse", gettext_lazy("Purse")  # one challenge's money: every posting on an account of its own
    PAYER = "payer", gettext_lazy("Payer")  # one sponsor: what they paid in, and what went back to them
    PAYEE = "payee", gettext_lazy("Payee")  # one solver: what they were awarded, and what was transferred
    PLATFORM = "platform", gettext_lazy("Platform")  # income and expenses
    ACCOUNT = "account", gettext_lazy("Account")  # one account of the chart, such as `stripe_pending` or `payable:USER`


class NoSuchSubject(InvalidInput):
    """A statement was asked of an account that the chart does not have. Answered with 400."""

    code = "no_such_subject"


@dataclass(frozen=True, slots=True)
class Subject:
    """Someone or something with a statement; `reference` is the purse's, payer's or user's, or `kind:owner`."""

    kind: SubjectKind
    reference: str = ""

    @property
    def postings(self) -> Q:
        """True of the postings that belong on the statement."""
        if self.kind == SubjectKind.PAYER:
            return self._of_payer()
        kinds, owner = self._accounts()
        theirs = Q(account__owner=owner, account__kind__in=kinds)
        # True of them all (a trigger keeps a purse's postings in its transactions), and leads to the right index.
        return theirs & Q(transaction__purse=owner) if self.kind == SubjectKind.PURSE else theirs

    @property
    def side(self) -> Side:
        """In which sign its balance is shown: what is held for, owed to or earned by someone is positive."""
        return CHART[account_named(self.reference)[0]].side if self.kind == SubjectKind.ACCOUNT else Side.CREDIT

    @property
    def title(self) -> str:
        """For the head of the page."""
        match self.kind:
            case SubjectKind.PURSE:
                labels = Purse.objects.filter(reference=self.reference).values_list("label", flat=True)
                return labels.first() or self.reference
            case SubjectKind.PLATFORM:
                return _("The platform's income and expenses")
        return self.reference

    @property
    def is_known(self) -> bool:
        """Whether the books have ever heard of it."""
        match self.kind:
            case SubjectKind.PLATFORM:
                return True
            case SubjectKind.PURSE:
                return Purse.objects.filter(reference=self.reference).exists()
        return bool(self.currencies())

    def currencies(self) -> list[str]:
        """In which it may have moved money."""
        if self.kind == SubjectKind.PAYER:
            paid = Contribution.objects.filter(payer_reference=self.reference)
            return sorted(set(paid.values_list("purse__currency", flat=True)))
        kinds, owner = self._accounts()
        accounts = Account.objects.filter(kind__in=kinds, owner=owner)
        return sorted(set(accounts.values_list("currency", flat=True)))

    def debt(self, currency: str) -> Money:
        """What a payer owes the platform now; nobody else can."""
        is_payer = self.kind == SubjectKind.PAYER
        return balance(Kind.SPONSOR_DEBT, currency, self.reference) if is_payer else Money(0, currency)

    def _accounts(self) -> tuple[list[Kind], str]:
        """The kinds and the owner of its accounts."""
        match self.kind:
            case SubjectKind.PURSE:
                return OF_A_PURSE, self.reference
            case SubjectKind.PAYEE:
                return [Kind.PAYABLE], self.reference
            case SubjectKind.PLATFORM:
                return OF_THE_PLATFORM, ""
        kind, owner = account_named(self.reference)
        return [kind], owner

    def _of_payer(self) -> Q:
        """By their charges and the disputes of these, known by Stripe's ids, and by every step of their refunds."""
        theirs = Contribution.objects.filter(payer_reference=self.reference)
        charges = theirs.exclude(charge_id=None).values_list("charge_id", flat=True)
        disputes = Dispute.objects.filter(contribution__in=theirs).values_list("dispute_id", flat=True)
        refunds = Refund.objects.filter(contribution__in=theirs).values_list("pk", "retries")
        steps = [
            f"refund:{refund}:{step}" + (f":{retry}" if retry else "")
            for refund, retries in refunds
            for retry in range(retries + 1)
            for step in BACK_TO_A_PAYER
        ]
        ours = Q(transaction__source__in=[*charges, *disputes]) | Q(transaction__effect_key__in=steps)
        return ours & Q(account__kind__in=OF_A_PAYER, transaction__situation__in=WITH_A_PAYER)


def account_named(name: str) -> tuple[Kind, str]:
    """`kind` or `kind:owner` of an account of the chart; raises NoSuchSubject."""
    kind, _colon, owner = name.partition(":")
    if kind not in Kind.values:
        raise NoSuchSubject(
            _("There is no account {name}. Kinds: {known}."), field="id", name=repr(name), known=Kind.values
        )
    if CHART[Kind(kind)].owner == Owner.PLATFORM and owner:
        raise NoSuchSubject(
            _("{kind} belongs to the platform: leave out {owner}."), field="id", kind=kind, owner=repr(owner)
        )
    return Kind(kind), owner
