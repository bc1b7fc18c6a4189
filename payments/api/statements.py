"""Statements and the journal over HTTP: on the page, or as a file that is streamed and put on the list of exports."""

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from payments.api.asking import FILES, ByParameter, SpanQuery, StatementQuery
from payments.api.permissions import FINANCE_ONLY
from payments.statements.answering import said, sent
from payments.statements.cells import as_text, decimal
from payments.statements.exporting import export
from payments.statements.journal import journal_table
from payments.statements.models import Export
from payments.statements.movements import Movement
from payments.statements.paging import Sheet, extract_of, sheet
from payments.statements.subjects import Subject, SubjectKind
from payments.statements.tables import statement_table
from payments.statements.wording import name_of, words_for


class AmountSerializer(serializers.Serializer):
    """An amount twice: as whole minor units, and exactly in whole units."""

    minor = serializers.IntegerField()
    decimal = serializers.CharField(help_text='As in "10.50".')


class StatementLineSerializer(serializers.Serializer):
    """One movement, with what stands after it."""

    at = serializers.DateTimeField()
    situation = serializers.CharField()
    description = serializers.CharField(help_text="The same in words.")
    account = serializers.CharField()
    purse = serializers.CharField(help_text="The challenge, or empty.")
    stripe_id = serializers.CharField(help_text="The object at Stripe, or empty.")
    transaction = serializers.UUIDField(help_text="The movement in the ledger.")
    debit = AmountSerializer()
    credit = AmountSerializer()
    balance = AmountSerializer()


class StatementSerializer(serializers.Serializer):
    """What stood before, what moved, what stands at the end; what is held for, owed to or earned by one is positive."""

    subject = serializers.ChoiceField(choices=SubjectKind.choices)
    id = serializers.CharField()
    title = serializers.CharField()
    currency = serializers.CharField()
    starts = serializers.DateTimeField(help_text="The first moment that belongs to it.")
    ends = serializers.DateTimeField(help_text="The first moment that no longer does.")
    opening = AmountSerializer()
    debits = AmountSerializer()
    credits = AmountSerializer()
    closing = AmountSerializer()
    debt = AmountSerializer(help_text="What a sponsor owes the platform now.")
    lines = serializers.IntegerField(help_text="In the whole period.")
    results = StatementLineSerializer(many=True)
    next = serializers.CharField(allow_blank=True, help_text="The next page's cursor; empty on the last.")


class FinanceStatementQuery(StatementQuery):
    """Whose statement."""

    subject = serializers.ChoiceField(choices=SubjectKind.choices)
    id = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=120,
        help_text="Challenge, sponsor or user; or `kind:owner`.",
    )


class JournalQuery(SpanQuery):
    """Which days, as which file."""

    def get_fields(self) -> dict[str, Any]:
        """With the form of the file."""
        return {**super().get_fields(), "as": serializers.ChoiceField(choices=Export.Form.choices, default="csv")}


def answer(request: Request, subject: Subject, asked: dict[str, Any]) -> HttpResponseBase:
    """A subject's statement as it was asked for; whoever calls has seen to it that the caller may read it."""
    extract = extract_of(subject, currency=asked["currency"], span=asked["span"])
    if asked["as"] == "json":
        found = sheet(extract, cursor=asked["cursor"], size=asked["page_size"])
        return Response(StatementSerializer(shown(found)).data)
    filters = said(extract.span, subject=subject.kind, id=subject.reference, currency=extract.currency)
    table = statement_table(extract)
    return sent(export(kind=Export.Kind.STATEMENT, form=asked["as"], table=table, filters=filters, by=request.user))


def shown(found: Sheet) -> dict[str, Any]:
    """A page of a statement as its serializer takes it."""
    subject, currency, totals = found.extract.subject, found.extract.currency, found.totals
    amounts = {name: amount(getattr(totals, name), currency) for name in ("opening", "debits", "credits", "closing")}
    return amounts | {
        "subject": subject.kind,
        "id": subject.reference,
        "title": subject.title,
        "currency": currency,
        "starts": found.extract.span.starts,
        "ends": found.extract.span.ends,
        "debt": amount(subject.debt(currency).amount, currency),
        "lines": totals.lines,
        "results": [_line(row, currency) for row in found.movements],
        "next": found.next,
    }


def amount(minor: int, currency: str) -> dict[str, Any]:
    """An amount twice."""
    return {"minor": minor, "decimal": as_text(decimal(minor, currency))}


def _line(row: Movement, currency: str) -> dict[str, Any]:
    return {
        "at": row.at,
        "situation": row.situation,
        "description": words_for(row.situation, row.kind),
        "account": name_of(row.kind),
        "purse": row.purse,
        "stripe_id": row.source,
        "transaction": row.transaction,
        **{name: amount(getattr(row, name), currency) for name in ("debit", "credit", "balance")},
    }


class StatementView(APIView):
    """Any statement, for finance."""

    permission_classes = FINANCE_ONLY
    content_negotiation_class = ByParameter
    required_scopes = {"GET": "finance:read"}

    @extend_schema(
        operation_id="finance_statement",
        parameters=[FinanceStatementQuery],
        responses={(200, "application/json"): StatementSerializer, **FILES},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Show a challenge's, sponsor's, solver's, the platform's or an account's statement, or send it as a file."""
        asked = FinanceStatementQuery.read(request)
        subject = Subject(SubjectKind(asked["subject"]), asked["id"])
        if not subject.is_known:
            raise Http404
        return answer(request, subject, asked)


class MyStatementView(APIView):
    """The caller's own statement as a solver."""

    content_negotiation_class = ByParameter
    required_scopes = {"GET": "payouts:read"}

    @extend_schema(
        operation_id="my_statement",
        parameters=[StatementQuery],
        responses={(200, "application/json"): StatementSerializer, **FILES},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Show what the caller was awarded and what was paid out to them, or send it as a file."""
        return answer(request, Subject(SubjectKind.PAYEE, str(request.user.pk)), StatementQuery.read(request))


class JournalView(APIView):
    """The journal, for finance."""

    permission_classes = FINANCE_ONLY
    content_negotiation_class = ByParameter
    required_scopes = {"GET": "finance:read"}

    @extend_schema(operation_id="finance_journal", parameters=[JournalQuery], responses=FILES)
    def get(self, request: Request) -> HttpResponseBase:
        """Send every posting of a period as a file, for an accounting program. Streamed, however long."""
        asked = JournalQuery.read(request)
        table = journal_table(asked["span"])
        filters = said(asked["span"])
        return sent(export(kind=Export.Kind.JOURNAL, form=asked["as"], table=table, filters=filters, by=request.user))


urlpatterns = [
    path("finance/statements", StatementView.as_view(), name="finance-statements"),
    path("finance/journal", JournalView.as_view(), name="finance-journal"),
    path("me/statement", MyStatementView.as_view(), name="my-statement"),
]
