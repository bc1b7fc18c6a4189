"""A rehearsal over HTTP: translate in, one call, translate out."""

from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from bounties.challenges.api.shapes import WholeNumber
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.rehearsals.crew import LETTERS
from bounties.rehearsals.rehearsing import Ending, rehearse
from payments.api.fields import StrictSerializer

ENTRIES = 3


class RehearsalBody(StrictSerializer):
    """How to play it."""

    ending = serializers.ChoiceField(choices=[(one.value, one.value) for one in Ending], default=Ending.PEOPLE.value)
    entries = WholeNumber(
        default=ENTRIES, min_value=0, max_value=len(LETTERS), help_text="How many made-up solvers hand in."
    )


class RehearsedEvent(serializers.Serializer[Any]):
    """Something that would happen."""

    at = serializers.DateTimeField()
    name = serializers.CharField()
    by = serializers.CharField(help_text="Who would do it; empty where it comes by itself.")


class RehearsedMessage(serializers.Serializer[Any]):
    """Something that would be sent."""

    at = serializers.DateTimeField()
    to = serializers.CharField()
    people = serializers.IntegerField()
    title = serializers.CharField()
    body = serializers.CharField()


class RehearsedAward(serializers.Serializer[Any]):
    """An award that would be made, in minor units."""

    to = serializers.CharField()
    rank = serializers.IntegerField()
    amount = serializers.IntegerField()
    status = serializers.CharField()
    stage = serializers.IntegerField(help_text="Of a staged prize; else 1.")


class RehearsedSerializer(serializers.Serializer[Any]):
    """What the life would be like. Amounts in minor units of `currency`."""

    ending = serializers.CharField()
    status = serializers.CharField(help_text="The challenge's last status that needs nobody's money.")
    currency = serializers.CharField()
    charged = serializers.IntegerField(help_text="Prize and platform fee.")
    returned = serializers.IntegerField(help_text="Of the prize, to the sponsor.")
    awards = RehearsedAward(many=True)
    happenings = RehearsedEvent(many=True)
    messages = RehearsedMessage(many=True)


class Rehearse(OneChallenge):
    """See a draft's whole life before anyone else does."""

    @extend_schema(request=RehearsalBody, responses=RehearsedSerializer)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Made-up people play it in a transaction that is always rolled back: nothing stays, is sent, or is paid."""
        asked = RehearsalBody(data=request.data)
        asked.is_valid(raise_exception=True)
        shown = rehearse(
            challenge_id=self.find(request, pk).pk,
            ending=Ending(asked.validated_data["ending"]),
            entries=asked.validated_data["entries"],
            by=request.user,
        )
        return Response(RehearsedSerializer(shown).data)


urlpatterns = [path("challenges/<uuid:pk>/rehearse", Rehearse.as_view(), name="challenge-rehearse")]
