"""A sponsor's own statement: what its cards paid in, and what went back to them."""

from typing import ClassVar
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from bounties.accounts.api.sponsors import sponsors_of
from bounties.accounts.policies import require_role, signed_in
from payments.api.asking import FILES, ByParameter, StatementQuery
from payments.api.statements import StatementSerializer, answer
from payments.statements.subjects import Subject, SubjectKind

WHO_SEES_MONEY = ("owner", "manager", "finance")


class SponsorStatement(APIView):
    """For those of its members who have to do with its money."""

    content_negotiation_class = ByParameter
    required_scopes: ClassVar = {"GET": "sponsors:read"}

    @extend_schema(
        operation_id="sponsor_statement",
        parameters=[StatementQuery],
        responses={(200, "application/json"): StatementSerializer, **FILES},
    )
    def get(self, request: Request, sponsor_id: UUID) -> HttpResponseBase:
        """Show what the sponsor paid in and what went back to it (owners, managers, finance), or send it as a file."""
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        require_role(signed_in(request.user), sponsor.pk, *WHO_SEES_MONEY)
        return answer(request, Subject(SubjectKind.PAYER, str(sponsor.pk)), StatementQuery.read(request))
