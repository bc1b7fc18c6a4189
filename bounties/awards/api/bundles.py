"""The signed result of a challenge, as a file for anyone's own recount."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import bundling
from bounties.awards.api.views import challenge_seen_by


class SignedResult(serializers.Serializer[Any]):
    """A result and its signature, which is over the document's canonical bytes (keys sorted, no spaces, UTF-8)."""

    document = serializers.DictField(help_text="Terms, receipts, scores, ranking, decision and awards; no names.")
    sha256 = serializers.CharField(help_text="Hex, of the canonical bytes.")
    algorithm = serializers.CharField(help_text="ed25519")
    key_id = serializers.CharField()
    public_key = serializers.CharField(help_text="Base64; published at /.well-known/laurel-keys.json.")
    signature = serializers.CharField(help_text="Base64.")
    signed_at = serializers.DateTimeField()


class Bundle(APIView):
    """A signed result."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses=SignedResult)
    def get(self, request: Request, challenge_id: UUID) -> Response:
        """To check with `python -m bounties.judging.verify FILE`: from the decision on for those who take part.

        For everyone once the challenge has ended; then it also tells what became of the awards.
        """
        challenge = challenge_seen_by(request, challenge_id)
        found = bundling.envelope_of(bundling.result_bundle(challenge, request.user))
        named = {"Content-Disposition": f'attachment; filename="laurel-result-{challenge.pk}.json"'}
        return Response(SignedResult(found).data, headers=named)
