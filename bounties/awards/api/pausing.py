"""Going on after a pause over HTTP: what is contested goes on with it, so it belongs to the awards."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from bounties.awards import resuming
from bounties.challenges.api.reading import ChallengeDetail
from bounties.challenges.api.showing import OneChallenge, SignedInRequest


class Resume(OneChallenge):
    """Start a challenge's clock again."""

    required_scopes: ClassVar[dict[str, str]] = {"POST": "moderation:write"}

    @extend_schema(request=None, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Where it stopped; each deadline that lay ahead is later by the time it was paused."""
        return self.show(resuming.resume(challenge_id=self.find(request, pk).pk, by=request.user))
