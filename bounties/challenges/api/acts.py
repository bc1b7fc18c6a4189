"""What sponsor and moderator do to one challenge."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges import funding, reviewing
from bounties.challenges.api import examples
from bounties.challenges.api.reading import ChallengeDetail, Funding
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.challenges.api.writing import ReasonBody


class Submit(OneChallenge):
    """Hand a complete challenge to the moderators."""

    @extend_schema(request=None, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Its terms are snapshotted; everything missing or wrong is named at once."""
        return self.show(reviewing.submit(challenge_id=self.find(request, pk).pk, by=request.user))


class Approve(OneChallenge):
    """Let the sponsor pay."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=None, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By a moderator who is no member of its sponsor."""
        return self.show(reviewing.approve(challenge_id=self.find(request, pk).pk, by=request.user))


class RequestChanges(OneChallenge):
    """Give it back to the sponsor."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=ReasonBody, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """With a reason, which the sponsor reads."""
        challenge_id, reason = self.find(request, pk).pk, _reason_of(request)
        return self.show(reviewing.request_changes(challenge_id=challenge_id, reason=reason, by=request.user))


class Reject(OneChallenge):
    """Refuse it for good."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=ReasonBody, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """With a reason, which the sponsor reads."""
        challenge_id, reason = self.find(request, pk).pk, _reason_of(request)
        return self.show(reviewing.reject(challenge_id=challenge_id, reason=reason, by=request.user))


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


def _reason_of(request: Request) -> str:
    body = ReasonBody(data=request.data)
    body.is_valid(raise_exception=True)
    return str(body.validated_data["reason"])
