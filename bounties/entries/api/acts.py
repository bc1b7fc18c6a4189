"""What a team does with its entry."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from bounties.challenges.api.showing import SignedInRequest
from bounties.entries import sharing, submitting, withdrawing
from bounties.entries.api import examples
from bounties.entries.api.reading import EntryDetail, Receipt
from bounties.entries.api.showing import OwnEntry


class Submit(OwnEntry):
    """Hand in."""

    idempotency = "required"

    @extend_schema(request=None, responses={201: Receipt}, examples=[examples.RECEIPT])
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """The draft becomes the next version; the answer is its receipt. After the deadline: 409 challenge_closed."""
        version = submitting.submit(entry_id=self.find(request, pk).pk, by=request.user)
        return Response(Receipt(version).data, status=201)


class Withdraw(OwnEntry):
    """Take an entry back."""

    @extend_schema(request=None, responses=EntryDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """For good; before the deadline another may be begun."""
        return self.show(withdrawing.withdraw(entry_id=self.find(request, pk).pk, by=request.user))


class Consent(OwnEntry):
    """Agree to one's share."""

    @extend_schema(request=None, responses=EntryDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By the member to whose address it was offered."""
        return self.show(sharing.consent(entry_id=self.find(request, pk).pk, by=request.user))
