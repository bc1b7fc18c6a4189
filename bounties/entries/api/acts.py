"""What a team does with its entry."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.entries import mending, screening, sharing, submitting, withdrawing
from bounties.entries.api import examples
from bounties.entries.api.reading import EntryDetail, Receipt, ScreeningRow
from bounties.entries.api.showing import OwnEntry
from bounties.entries.api.writing import MendBody, ScreenBody, ShareBody


class Submit(OwnEntry):
    """Hand in."""

    idempotency = "required"

    @extend_schema(request=None, responses={201: Receipt}, examples=[examples.RECEIPT])
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """The draft becomes the next version; the answer is its receipt. After the deadline: 409 challenge_closed."""
        version = submitting.submit(entry_id=self.find(request, pk).pk, by=request.user)
        return Response(Receipt(version).data, status=201)


class Mend(OwnEntry):
    """Add what was missing."""

    idempotency = "required"

    @extend_schema(request=MendBody, responses={201: Receipt})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Files attached since, and what is said of AI, become the next version; title and text stay."""
        body = MendBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data.get("ai_use")
        version = mending.mend(entry_id=self.find(request, pk).pk, ai_use=said, by=request.user)
        return Response(Receipt(version).data, status=201)


class Screen(APIView):
    """Say whether an entry may be judged."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "judging:write"}

    @extend_schema(request=ScreenBody, responses=ScreeningRow)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By the sponsor's managers or a moderator, blind; what lacks in form may be mended once."""
        body = ScreenBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        done = screening.screen(
            entry_id=pk, is_eligible=said["verdict"] == "qualified", reason=said["reason"], by=request.user
        )
        return Response(ScreeningRow(done).data)


class Withdraw(OwnEntry):
    """Take an entry back."""

    @extend_schema(request=None, responses=EntryDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """For good; before the deadline another may be begun."""
        return self.show(withdrawing.withdraw(entry_id=self.find(request, pk).pk, by=request.user))


class Consent(OwnEntry):
    """Agree to one's share."""

    @extend_schema(request=ShareBody, responses=EntryDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By the member to whose address it was offered."""
        entry = self.find(request, pk)
        body = ShareBody(data=request.data)
        body.is_valid(raise_exception=True)
        return self.show(sharing.consent(entry_id=entry.pk, by=request.user, **body.validated_data))
