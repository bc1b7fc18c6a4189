"""Calling a challenge off over HTTP: it may owe kill fees, so it belongs to the awards."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from bounties.awards import calling_off
from bounties.challenges.api.reading import ChallengeDetail
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.entries.cancelling import REASONS
from payments.api.fields import StrictSerializer


class CancelBody(StrictSerializer):
    """Why; a coded reason."""

    reason = serializers.CharField(max_length=32, help_text=", ".join(REASONS))


class Cancel(OneChallenge):
    """Call a challenge off."""

    @extend_schema(request=CancelBody, responses=ChallengeDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """While nobody has handed in work everything goes back by itself. With entries in, an `up_to` purse pays its
        kill fee, and the rest goes back; a guaranteed one can't be called off any more."""
        challenge = self.find(request, pk)
        body = CancelBody(data=request.data)
        body.is_valid(raise_exception=True)
        reason = body.validated_data["reason"]
        return self.show(calling_off.call_off(challenge_id=challenge.pk, reason=reason, by=request.user))
