"""Who acts for a sponsor: invitations, their acceptance, roles, leaving."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts import joining
from bounties.accounts.api.sponsors import sponsors_of
from bounties.accounts.models import Invitation, Membership
from bounties.accounts.policies import signed_in
from bounties.accounts.querysets import InvitationQuerySet, MembershipQuerySet
from bounties.text import LONGEST_ADDRESS
from payments.api.fields import StrictSerializer


class RoleSerializer(StrictSerializer):
    """What a member may do."""

    role = serializers.ChoiceField(choices=Membership.Role.choices)


@extend_schema_serializer(component_name="NewSponsorInvitation")
class NewInvitationSerializer(RoleSerializer):
    """Whom to ask, to act as what."""

    email = serializers.EmailField(max_length=LONGEST_ADDRESS)


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A member as the other members see them."""

    user = serializers.UUIDField(source="user_id")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")

    class Meta:
        model = Membership
        fields: ClassVar = ["id", "user", "name", "email", "role", "created_at"]
        read_only_fields = fields


@extend_schema_serializer(component_name="SponsorInvitation")
class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation that waits for its answer."""

    sponsor_name = serializers.CharField(source="sponsor.name", read_only=True)

    class Meta:
        model = Invitation
        fields: ClassVar = ["id", "sponsor", "sponsor_name", "email", "role", "created_at"]
        read_only_fields = fields


class Members(generics.ListAPIView[Membership]):
    """The people who act for a sponsor, in the order of joining."""

    serializer_class = MemberSerializer
    required_scopes: ClassVar = {"GET": "sponsors:read", "POST": "sponsors:write"}

    def get_queryset(self) -> MembershipQuerySet:
        """For those who may see the sponsor."""
        sponsor = sponsors_of(self.request).get(pk=self.kwargs["sponsor_id"])
        return Membership.objects.filter(sponsor=sponsor).named()

    @extend_schema(request=NewInvitationSerializer, responses={201: InvitationSerializer})
    def post(self, request: Request, sponsor_id: UUID) -> Response:
        """Invite someone by address (owners). They become a member when they accept."""
        wish = NewInvitationSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        invitation = joining.invite(sponsor_id=sponsor.pk, by=signed_in(request.user), **wish.validated_data)
        return Response(InvitationSerializer(invitation).data, status=201)


class MemberDetail(APIView):
    """One member, named by their user's id."""

    serializer_class = MemberSerializer
    required_scopes: ClassVar = {"PATCH": "sponsors:write", "DELETE": "sponsors:write"}

    @extend_schema(request=RoleSerializer)
    def patch(self, request: Request, sponsor_id: UUID, user_id: UUID) -> Response:
        """Give them another role (owners)."""
        wish = RoleSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        member = joining.change_role(
            sponsor_id=sponsor.pk, user_id=user_id, by=signed_in(request.user), **wish.validated_data
        )
        return Response(MemberSerializer(member).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, sponsor_id: UUID, user_id: UUID) -> Response:
        """End the membership: owners anyone's, everyone their own."""
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        joining.remove(sponsor_id=sponsor.pk, user_id=user_id, by=signed_in(request.user))
        return Response(status=204)


class Invitations(generics.ListAPIView[Invitation]):
    """Invitations to me, and those that my sponsors sent."""

    serializer_class = InvitationSerializer
    required_scopes: ClassVar = {"GET": "sponsors:read"}

    def get_queryset(self) -> InvitationQuerySet:
        """Newest first."""
        return Invitation.objects.visible_to(signed_in(self.request.user)).select_related("sponsor").order_by("-id")


class InvitationDetail(APIView):
    """One invitation."""

    serializer_class = InvitationSerializer
    required_scopes: ClassVar = {"DELETE": "sponsors:write"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, invitation_id: UUID) -> Response:
        """Decline it, or (owners) take it back."""
        joining.withdraw(invitation_id=invitation_id, by=signed_in(request.user))
        return Response(status=204)
