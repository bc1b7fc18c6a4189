"""One-step posts, and templates, over HTTP."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.accounts.models import Sponsor
from bounties.accounts.policies import signed_in
from bounties.challenges import posting, templating
from bounties.challenges.api.reading import ChallengeDetail
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.challenges.api.writing import ChallengeBody, ChallengeChanges
from bounties.challenges.models import Challenge, Template
from payments.api.fields import StrictSerializer


class ShortPostBody(ChallengeBody):
    """A new challenge, of a format that takes short posts; without a sponsor it is one's own."""

    sponsor = serializers.UUIDField(required=False)


class PostedDetail(serializers.Serializer[Any]):
    """How far a one-step post came."""

    challenge = ChallengeDetail()
    next = serializers.ChoiceField(
        choices=[(step.value, step.value) for step in posting.Next],
        help_text="What it waits for. With `payment`, pay at `checkout_url`; else repeat the call, with the same key.",
    )
    contribution = serializers.UUIDField(allow_null=True, source="contribution.pk", default=None)
    checkout_url = serializers.URLField(allow_null=True, source="contribution.checkout_url", default=None)


class PostAndPay(generics.GenericAPIView[Challenge]):
    """Post a challenge and get the page to pay for it, in one call."""

    queryset = Challenge.objects.all()
    serializer_class = PostedDetail
    pagination_class = None
    idempotency = "own"
    required_scopes: ClassVar[dict[str, str]] = {"POST": "challenges:write"}

    @extend_schema(operation_id="post_and_pay", request=ShortPostBody, responses={201: PostedDetail})
    def post(self, request: SignedInRequest) -> Response:
        """Drafts, submits and begins to pay, as far as it can: a new sponsor is verified first, and where there is
        moderation a moderator reads it. The same Idempotency-Key goes on where it stands, and never posts twice."""
        body = ShortPostBody(data=request.data)
        body.is_valid(raise_exception=True)
        posted = posting.post_and_pay(
            sponsor_id=body.validated_data.get("sponsor"),
            terms=body.terms,
            client_key=request.idempotency_key,
            return_url=f"{settings.PUBLIC_URL}/challenges/{{challenge_id}}/funding",
            by=request.user,
        )
        fresh = Challenge.objects.in_detail().get(pk=posted.challenge.pk)
        shown = {"challenge": fresh, "next": posted.next, "contribution": posted.contribution}
        return Response(PostedDetail(shown, context={"request": request}).data, status=201)


class TemplateRow(serializers.ModelSerializer[Template]):
    """Terms to draft from; `terms` has no dates, but how far apart they were."""

    terms = serializers.JSONField(source="document")

    class Meta:
        model = Template
        fields: ClassVar = ["id", "sponsor", "name", "terms", "open_seconds", "judging_seconds", "saved_at"]


class TemplateBody(StrictSerializer):
    """By which name to keep it."""

    name = serializers.CharField(max_length=120)


class SaveTemplate(OneChallenge):
    """Keep a challenge's terms."""

    @extend_schema(operation_id="save_template", request=TemplateBody, responses={201: TemplateRow})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """For its sponsor's owners and managers; they draft the next one from it."""
        challenge = self.find(request, pk)
        body = TemplateBody(data=request.data)
        body.is_valid(raise_exception=True)
        saved = templating.save(challenge_id=challenge.pk, name=body.validated_data["name"], by=request.user)
        return Response(TemplateRow(saved).data, status=201)


class Templates(generics.ListAPIView[Template]):
    """What a sponsor keeps to draft from."""

    serializer_class = TemplateRow
    queryset = Template.objects.none()
    required_scopes: ClassVar[dict[str, str]] = {"GET": "sponsors:read"}

    def get_queryset(self) -> QuerySet[Template]:
        """By name; for its members."""
        mine = Sponsor.objects.filter(memberships__user=signed_in(self.request.user))
        return get_object_or_404(mine, pk=self.kwargs["sponsor_id"]).templates.order_by("name", "id")


class OneTemplate(generics.GenericAPIView[Template]):
    """One template."""

    serializer_class = TemplateRow
    queryset = Template.objects.all()
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"PATCH": "challenges:write", "DELETE": "challenges:write"}

    @extend_schema(operation_id="rename_template", request=TemplateBody, responses=TemplateRow)
    def patch(self, request: SignedInRequest, pk: UUID) -> Response:
        """Keep it under another name."""
        body = TemplateBody(data=request.data)
        body.is_valid(raise_exception=True)
        name = body.validated_data["name"]
        renamed = templating.rename(template_id=_own(request, pk).pk, name=name, by=request.user)
        return Response(TemplateRow(renamed).data)

    @extend_schema(operation_id="delete_template", responses={204: None})
    def delete(self, request: SignedInRequest, pk: UUID) -> Response:
        """Forget it; what was drafted from it stays."""
        templating.delete(template_id=_own(request, pk).pk, by=request.user)
        return Response(status=204)


class DraftFromTemplate(generics.GenericAPIView[Template]):
    """A new draft."""

    serializer_class = ChallengeDetail
    queryset = Template.objects.all()
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "challenges:write"}

    @extend_schema(operation_id="draft_from_template", request=ChallengeChanges, responses={201: ChallengeDetail})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """What the template says, but for what the body says. With `opens_at` the other dates follow."""
        template = _own(request, pk)
        body = ChallengeChanges(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        made = templating.draft(template_id=template.pk, changes=body.changes, by=request.user)
        fresh = Challenge.objects.in_detail().get(pk=made.pk)
        return Response(ChallengeDetail(fresh).data, status=201)


def _own(request: Request, pk: UUID) -> Template:
    return get_object_or_404(Template.objects.filter(sponsor__memberships__user=signed_in(request.user)), pk=pk)
