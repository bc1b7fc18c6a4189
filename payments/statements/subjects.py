"""Whose statement it is, and which postings are theirs."""

from dataclasses import dataclass

from django.db.models import Q, TextChoices

from payments.errors import PaymentError
from payments.ledger.chart import CHART, Kind, Owner, Side
from payments.ledger.models import Account, Posting
from payments.purses.models import Contribution, Purse, Refund

OF_A_PURSE = [Kind.PURSE, Kind.REFUNDS_DUE, Kind.UNCLAIMED, Kind.DISPUTES]
OF_A_PAYER = [*OF_A_PURSE, Kind.FEES, Kind.SPONSOR_DEBT]
OF_THE_PLATFORM = [Kind.FEES, Kind.STRIPE_FEES, Kind.LOSSES, Kind.DEBT_PROVISION]


class SubjectKind(TextChoices):
    """Of whom there are statements."""

    PURSE = "purse"  # one challenge's money: every posting on an account of its own
    PAYER = "payer"  # one sponsor: what they paid in, what went back to them, what they owe
    PAYEE = "payee"  # one solver: what they were awarded, and what was transferred
    PLATFORM = "platform"  # income and expenses
    ACCOUNT = "account"  # one account of the chart, such as `stripe_pending` or `payable:USER`


class NoSuchSubject(PaymentError):
    """A statement was asked of nobody. Answered with 409."""

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
                return "The platform's income and expenses"
        return self.reference

    def currencies(self) -> list[str]:
        """In which it may have moved money."""
        if self.kind == SubjectKind.PAYER:
            paid = Contribution.objects.filter(payer_reference=self.reference)
            owed = Account.objects.filter(kind=Kind.SPONSOR_DEBT, owner=self.reference)
            found = paid.values_list("purse__currency", flat=True).union(owed.values_list("currency", flat=True))
            return sorted(found)
        kinds, owner = self._accounts()
        accounts = Account.objects.filter(kind__in=kinds, owner=owner)
        return sorted(set(accounts.values_list("currency", flat=True)))

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
        """By their Stripe objects: their charges, and the refunds of these; and by the account of their debt."""
        theirs = Contribution.objects.filter(payer_reference=self.reference)
        charges = theirs.exclude(charge_id=None).values_list("charge_id", flat=True)
        refunds = Refund.objects.filter(contribution__in=theirs).exclude(refund_id=None)
        sources = [*charges, *refunds.values_list("refund_id", flat=True)]
        debt = Account.objects.filter(kind=Kind.SPONSOR_DEBT, owner=self.reference)
        moved = Posting.objects.filter(account__in=debt).values_list("transaction", flat=True)
        return Q(account__kind__in=OF_A_PAYER) & (Q(transaction__source__in=sources) | Q(transaction__in=list(moved)))


def account_named(name: str) -> tuple[Kind, str]:
    """`kind` or `kind:owner` of an account of the chart; raises NoSuchSubject."""
    kind, _, owner = name.partition(":")
    if kind not in Kind.values:
        raise NoSuchSubject(f"There is no account {name!r}. Kinds: {', '.join(Kind.values)}.", field="id")
    if CHART[Kind(kind)].owner == Owner.PLATFORM and owner:
        raise NoSuchSubject(f"{kind} belongs to the platform: leave out {owner!r}.", field="id")
    return Kind(kind), owner
