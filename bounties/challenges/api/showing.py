"""What every call about one challenge shares: find it if the caller may see it, and show it as it is now."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.accounts.models import User
from bounties.challenges.api.reading import ChallengeDetail
from bounties.challenges.models import Challenge


class SignedInRequest(Request):
    """The request of a method whose scope only a user can hold, with what the middleware left on it."""

    user: User
    if_match_version: int
    idempotency_key: str


class OneChallenge(GenericAPIView):
    """A call about one challenge, which is 404 to whoever may not see it."""

    queryset = Challenge.objects.all()
    serializer_class = ChallengeDetail
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "challenges:write"}

    def find(self, request: Request, pk: UUID) -> Challenge:
        """The challenge, if the caller may see it."""
        return get_object_or_404(Challenge.objects.visible_to(request.user), pk=pk)

    def show(self, challenge: Challenge) -> Response:
        """The challenge as it is now."""
        fresh: Any = Challenge.objects.in_detail().get(pk=challenge.pk)
        return Response(ChallengeDetail(fresh, context={"request": self.request}).data)
