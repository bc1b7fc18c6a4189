"""A copy of what is one's own, and the end of an account, over HTTP."""

from typing import Any, ClassVar

from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts import signing_in
from bounties.accounts.policies import signed_in
from bounties.departures import erasing, exporting
from bounties.errors import NotAllowed
from payments.api.fields import StrictSerializer


class ExportSerializer(serializers.Serializer[Any]):
    """Everything that one gave and got: one list of rows for each kind of thing, under its name."""

    exported_at = serializers.DateTimeField()
    profile = serializers.JSONField(help_text="Oneself.")
    belongings = serializers.JSONField(help_text="By kind, each a list of rows. Amounts are in minor units.")


class LeavingSerializer(StrictSerializer):
    """Who leaves proves it once more."""

    password = serializers.CharField(trim_whitespace=False, max_length=1000)
    code = serializers.CharField(required=False, allow_blank=True, max_length=40, help_text="When MFA is on.")


class MyExport(APIView):
    """Everything that one gave and got."""

    serializer_class = ExportSerializer
    required_scopes: ClassVar = {"GET": "account:write"}

    @extend_schema(operation_id="export_me")
    def get(self, request: Request) -> Response:
        """As JSON."""
        return Response(exporting.export(user=signed_in(request.user)))


class MyAccount(APIView):
    """One's account itself."""

    required_scopes: ClassVar = {"POST": "account:write"}
    idempotency = "none"
    signs_in = True  # whoever found a token must not find the password by it

    @extend_schema(operation_id="delete_me", request=LeavingSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """End it for good; 409 says who or what still needs it."""
        wish = LeavingSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        user = signed_in(request.user)
        said = wish.validated_data
        proved = signing_in.prove(email=user.email, password=said["password"], code=said.get("code", ""))
        if proved.pk != user.pk:
            raise NotAllowed(_("This is not your account."))
        erasing.erase(user_id=user.pk, by=user)
        return Response(status=204)


urlpatterns = [
    path("me/export", MyExport.as_view(), name="export-me"),
    path("me/deletion", MyAccount.as_view(), name="delete-me"),
]
