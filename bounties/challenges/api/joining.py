"""Coming to act for a sponsor, which whoever has entered one of its challenges can't."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts.api.members import MemberSerializer
from bounties.accounts.policies import signed_in
from bounties.challenges.joining import join_sponsor


class AcceptInvitation(APIView):
    """The invited person's yes."""

    serializer_class = MemberSerializer
    required_scopes: ClassVar = {"POST": "sponsors:write"}

    @extend_schema(request=None)
    def post(self, request: Request, invitation_id: UUID) -> Response:
        """Become a member; not of a sponsor that pays for an unfinished challenge that one has entered."""
        return Response(MemberSerializer(join_sponsor(invitation_id=invitation_id, by=signed_in(request.user))).data)
