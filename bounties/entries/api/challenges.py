"""A challenge's own calls that must know of its entries: amending and pausing, beside the plain detail."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges.api.reading import ChallengeDetail
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.challenges.api.writing import ChallengeChanges, ReasonBody, reason_in
from bounties.entries import amending, pausing


class Detail(OneChallenge):
    """One challenge."""

    requires_if_match = True
    required_scopes: ClassVar[dict[str, str]] = {"GET": "challenges:read", "PATCH": "challenges:write"}

    @extend_schema(responses=ChallengeDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """Everything about it; its `version` is its ETag."""
        return self.show(self.find(request, pk))

    @extend_schema(request=ChallengeChanges, responses=ChallengeDetail)
    def patch(self, request: SignedInRequest, pk: UUID) -> Response:
        """Rewrite a draft; once public, clarify it or extend its deadline."""
        challenge = self.find(request, pk)
        body = ChallengeChanges(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        version = request.if_match_version
        return self.show(
            amending.amend(challenge_id=challenge.pk, version=version, changes=body.changes, by=request.user)
        )


class Pause(OneChallenge):
    """Stop a challenge's clock."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=ReasonBody, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By a moderator who is no member of its sponsor; meanwhile nothing is taken and nothing falls due."""
        challenge = self.find(request, pk)
        return self.show(pausing.pause(challenge_id=challenge.pk, reason=reason_in(request), by=request.user))


class Resume(OneChallenge):
    """Start it again."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=None, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Where it stopped; whatever lay ahead is later by the time it was paused."""
        return self.show(pausing.resume(challenge_id=self.find(request, pk).pk, by=request.user))
