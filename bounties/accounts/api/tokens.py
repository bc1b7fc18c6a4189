"""Tokens: sign in with address and password, get a secret once; list and revoke one's own."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts import issuing, signing_in
from bounties.accounts.api import examples
from bounties.accounts.models import ApiToken
from bounties.accounts.policies import signed_in
from bounties.accounts.querysets import TokenQuerySet
from bounties.accounts.scopes import SCOPES
from payments.api.fields import StrictSerializer
from workers.clock import laurel_now


class SignInSerializer(StrictSerializer):
    """Who asks for a token, and what it shall be able to do."""

    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=1000)
    name = serializers.CharField(max_length=80, help_text="What you will know this token by.")
    scopes = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        allow_empty=False,
        help_text=f"Leave out for all that you may do. Known: {', '.join(SCOPES)}.",
    )
    code = serializers.CharField(required=False, allow_blank=True, max_length=40, help_text="When MFA is on.")


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token as its owner sees it later: never its secret."""

    class Meta:
        model = ApiToken
        fields: ClassVar = [
            *["id", "status", "name", "prefix", "last_four", "scopes"],
            *["created_at", "last_used_at", "expires_at", "revoked_at"],
        ]
        read_only_fields = fields

    status = serializers.SerializerMethodField()

    def get_status(self, token: ApiToken) -> str:
        """`live`, `revoked` or `expired`."""
        if token.revoked_at:
            return "revoked"
        return "expired" if token.expires_at and token.expires_at <= laurel_now() else "live"


class IssuedTokenSerializer(TokenSerializer):
    """A token at the one moment when its secret is known."""

    class Meta(TokenSerializer.Meta):
        fields: ClassVar = ["token", *TokenSerializer.Meta.fields]
        read_only_fields = fields

    token = serializers.SerializerMethodField(help_text="Shown this once. Send it as `Authorization: Bearer …`.")

    def get_token(self, token: ApiToken) -> str:
        """The secret, which the view knows for the length of this answer."""
        return str(self.context["secret"])


class Tokens(generics.ListAPIView[ApiToken]):
    """One's own tokens, newest first."""

    serializer_class = TokenSerializer
    required_scopes: ClassVar = {"GET": "account:read", "POST": None}
    idempotency = "none"  # its answer holds a secret
    signs_in = True

    def get_queryset(self) -> TokenQuerySet:
        """Only mine."""
        return ApiToken.objects.of(self.request.user).order_by("-id")

    @extend_schema(
        request=SignInSerializer,
        responses={201: IssuedTokenSerializer},
        examples=[examples.SIGN_IN, examples.NARROW_SIGN_IN, examples.ISSUED],
    )
    def post(self, request: Request) -> Response:
        """Sign in: anyone with an account gets a token for address and password (and code, when MFA is on)."""
        asked = SignInSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish: dict[str, Any] = asked.validated_data
        user = signing_in.prove(email=wish["email"], password=wish["password"], code=wish.get("code", ""))
        token, secret = issuing.issue(user=user, name=wish["name"], scopes=wish.get("scopes"))
        return Response(IssuedTokenSerializer(token, context={"secret": secret}).data, status=201)


class TokenDetail(APIView):
    """One token of one's own."""

    serializer_class = TokenSerializer
    required_scopes: ClassVar = {"DELETE": "account:write"}

    @extend_schema(responses={200: TokenSerializer})
    def delete(self, request: Request, token_id: UUID) -> Response:
        """Revoke it, at once and for good."""
        return Response(TokenSerializer(issuing.revoke(token_id=token_id, by=signed_in(request.user))).data)
