"""One's own public profile: seen and changed by oneself."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts.policies import signed_in
from bounties.community import presenting
from bounties.community.handles import LONGEST
from bounties.community.models import Profile
from bounties.community.models.profiles import LONGEST_BIO
from payments.api.fields import StrictSerializer

EXAMPLE = OpenApiExample(
    "Show oneself", value={"handle": "ada-l", "is_public": True, "shows_paid": False}, request_only=True
)


class MyProfileDetail(serializers.ModelSerializer[Profile]):
    """What of oneself is public: nothing while `is_public` is false, or without a handle."""

    handle = serializers.CharField(help_text="Empty until one is chosen.")
    bio = serializers.CharField(help_text="Plain text.")

    class Meta:
        model = Profile
        fields: ClassVar = ["handle", "bio", "is_public", "shows_country", "shows_paid"]
        read_only_fields = fields


class ProfileWish(StrictSerializer):
    """What to change."""

    handle = serializers.CharField(required=False, max_length=LONGEST, help_text="Kept for 30 days at least.")
    bio = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_BIO, help_text="Plain text.")
    is_public = serializers.BooleanField(required=False, help_text="Whether there is a page at all.")
    shows_country = serializers.BooleanField(required=False)
    shows_paid = serializers.BooleanField(required=False, help_text="What reached you of prizes, in all.")


class MyProfile(APIView):
    """One's own public profile."""

    required_scopes: ClassVar = {"GET": "", "PATCH": "account:write"}

    @extend_schema(operation_id="me_profile", responses=MyProfileDetail)
    def get(self, request: Request) -> Response:
        """What I show."""
        return Response(MyProfileDetail(presenting.profile_of(signed_in(request.user))).data)

    @extend_schema(operation_id="me_profile_change", request=ProfileWish, responses=MyProfileDetail, examples=[EXAMPLE])
    def patch(self, request: Request) -> Response:
        """Show more, or less; what is left out stays as it is."""
        asked = ProfileWish(data=request.data)
        asked.is_valid(raise_exception=True)
        said: dict[str, Any] = asked.validated_data
        profile = presenting.present(user=signed_in(request.user), wish=presenting.Wish(**said))
        return Response(MyProfileDetail(profile).data)
