"""What is asked of an award's winners before they are paid."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import papers
from bounties.awards.api import examples
from bounties.awards.api.serializers import EntrantSerializer
from bounties.awards.models import Paper
from bounties.awards.owing import papers_seen_by, signed_papers
from bounties.challenges.api.showing import SignedInRequest
from payments.api.fields import StrictSerializer

LONGEST_NAME = 160


class SignatureBody(StrictSerializer):
    """By which name, and under which text."""

    legal_name = serializers.CharField(max_length=LONGEST_NAME)
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="Of the text that was read, as it was answered.")


class OwedPaper(serializers.Serializer[Any]):
    """One formality of one person."""

    holder = EntrantSerializer()
    kind = serializers.ChoiceField(choices=Paper.Kind.choices)
    given_at = serializers.DateTimeField(allow_null=True)


class PapersSerializer(serializers.Serializer[Any]):
    """All that is asked, and what of it is done."""

    award = serializers.UUIDField(source="award.pk")
    status = serializers.CharField(source="award.status", help_text="`verifying` while something is waited for.")
    due_at = serializers.DateTimeField(source="award.due_at", allow_null=True)
    is_extended = serializers.SerializerMethodField()
    asked = serializers.ListField(child=serializers.ChoiceField(choices=Paper.Kind.choices))
    text = serializers.CharField(source="deed.text", default=None, allow_null=True, help_text="To sign.")
    sha256 = serializers.CharField(source="deed.sha256", default=None, allow_null=True, help_text="Of the text.")
    papers = OwedPaper(many=True)

    def get_is_extended(self, found: Any) -> bool:
        """Whether more time was asked for already."""
        return found.award.extended_by_id is not None


class SignedPaper(serializers.ModelSerializer[Paper]):
    """A signature under the text."""

    text = serializers.CharField(source="document")
    signed_at = serializers.DateTimeField(source="given_at")

    class Meta:
        model = Paper
        fields: ClassVar = ["legal_name", "signed_at", "sha256", "text"]


class SignedPapers(serializers.Serializer[Any]):
    """Every signature that the reader may have."""

    award = serializers.UUIDField()
    papers = SignedPaper(many=True)


def answer(award_id: UUID, request: SignedInRequest) -> Response:
    """How things stand now."""
    return Response(PapersSerializer(papers_seen_by(award_id, request.user)).data)


class AwardPapers(APIView):
    """The papers of an award."""

    required_scopes: ClassVar = {"GET": "awards:read"}

    @extend_schema(responses=PapersSerializer, examples=[examples.PAPERS])
    def get(self, request: SignedInRequest, award_id: UUID) -> Response:
        """For those with a share in it, even before they accept; for the sponsor's owners and managers from then on."""
        return answer(award_id, request)


class SignRights(APIView):
    """Sign for the rights that pass."""

    required_scopes: ClassVar = {"POST": "awards:write"}

    @extend_schema(request=SignatureBody, responses=PapersSerializer, examples=[examples.SIGNATURE])
    def post(self, request: SignedInRequest, award_id: UUID) -> Response:
        """By everyone with a share, for good; a text that is not the one that was read is refused (412)."""
        body = SignatureBody(data=request.data)
        body.is_valid(raise_exception=True)
        papers.sign_rights(award_id=award_id, by=request.user, **body.validated_data)
        return answer(award_id, request)


class ExtendPapers(APIView):
    """Ask for more time."""

    required_scopes: ClassVar = {"POST": "awards:write"}

    @extend_schema(request=None, responses=PapersSerializer)
    def post(self, request: SignedInRequest, award_id: UUID) -> Response:
        """As much again, once, before the time is over; by the winner, or the sponsor's owners and managers."""
        papers.extend(award_id=award_id, by=request.user)
        return answer(award_id, request)


class SignedRights(APIView):
    """What was signed, as a file."""

    required_scopes: ClassVar = {"GET": "awards:read"}

    @extend_schema(responses=SignedPapers)
    def get(self, request: SignedInRequest, award_id: UUID) -> Response:
        """All of it for the sponsor's owners and managers while the award stands; for a winner their own."""
        found = {"award": award_id, "papers": signed_papers(award_id, request.user)}
        named = {"Content-Disposition": f'attachment; filename="laurel-rights-{award_id}.json"'}
        return Response(SignedPapers(found).data, headers=named)
