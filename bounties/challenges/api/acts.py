"""What sponsor and moderator do to one challenge."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from bounties.challenges import funding, reviewing
from bounties.challenges.api import examples
from bounties.challenges.api.reading import ChallengeDetail, Funding
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.challenges.api.writing import ReasonBody, reason_in


class Submit(OneChallenge):
    """Hand a complete challenge to the moderators."""

    @extend_schema(request=None, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Its terms are snapshotted; everything missing or wrong is named at once."""
        return self.show(reviewing.submit(challenge_id=self.find(request, pk).pk, by=request.user))


class Verdict(OneChallenge):
    """A moderator's word."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}
    heeds_if_match = True

    def read(self, request: SignedInRequest, pk: UUID) -> dict[str, Any]:
        """Of which challenge, and at which version, if they say so."""
        return {"challenge_id": self.find(request, pk).pk, "version": request.if_match_version}


class Approve(Verdict):
    """Let the sponsor pay."""

    @extend_schema(request=None, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By a moderator who is no member of its sponsor; with If-Match, only the version that was read."""
        return self.show(reviewing.approve(**self.read(request, pk), by=request.user))


class RequestChanges(Verdict):
    """Give it back to the sponsor."""

    @extend_schema(request=ReasonBody, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """With a reason, which the sponsor reads; with If-Match, only the version that was read."""
        read, reason = self.read(request, pk), reason_in(request)
        return self.show(reviewing.request_changes(**read, reason=reason, by=request.user))


class Reject(Verdict):
    """Refuse it for good."""

    @extend_schema(request=ReasonBody, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """With a reason, which the sponsor reads; with If-Match, only the version that was read."""
        read, reason = self.read(request, pk), reason_in(request)
        return self.show(reviewing.reject(**read, reason=reason, by=request.user))


class Fund(OneChallenge):
    """Get the page on which the prize money and the platform's fee are paid."""

    idempotency = "own"

    @extend_schema(request=None, responses={201: Funding}, examples=[examples.FUNDING])
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """The same Idempotency-Key resumes the same contribution."""
        contribution = funding.start(
            challenge_id=self.find(request, pk).pk,
            client_key=request.idempotency_key,
            return_url=f"{settings.PUBLIC_URL}/challenges/{pk}/funding",
            by=request.user,
        )
        answer = {"contribution": contribution.pk, "checkout_url": contribution.checkout_url}
        return Response(Funding(answer).data, status=201)
