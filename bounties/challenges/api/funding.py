"""Paying for a challenge over HTTP: what it costs, how far it is, and a page of one's own."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges import backing, crowdfunding, raising
from bounties.challenges.api import examples
from bounties.challenges.api.contributions import (
    ContributionBody,
    ContributionDetail,
    FundingDetail,
    FundingQuery,
    RaiseBody,
)
from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.challenges.progress import progress_of, quote
from bounties.challenges.raising import Extra
from payments.money import Money
from payments.purses.fees import fee_rule, refund_rule
from payments.purses.models import Contribution
from workers.clock import laurel_now


class FundingOf(OneChallenge):
    """What paying for a challenge costs, and how far it has come."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "challenges:read"}

    @extend_schema(operation_id="challenge_funding", parameters=[FundingQuery], responses=FundingDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """The goal and its progress, the quote for `amount` (without it: for all that is missing), the rules of fees
        and refunds, and the payments of one's own sponsors."""
        challenge = self.find(request, pk)
        query = FundingQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        progress = progress_of(challenge)
        asked = query.validated_data.get("amount") or progress.missing.amount
        shown = {
            "mode": challenge.funding_mode,
            "status": challenge.status,
            "progress": progress,
            "minimum_contribution": challenge.minimum_contribution,
            "quote": quote(Money(asked, challenge.currency)) if asked else None,
            "fee_rule": fee_rule(challenge.currency),
            "refund_rule": refund_rule(),
            "contributions": self._own(request, challenge.pk),
        }
        return Response(FundingDetail(shown, context={"now": laurel_now()}).data)

    def _own(self, request: Request, challenge_id: UUID) -> Any:
        if not request.user.is_authenticated:
            return []
        return backing.contributions_of(request.user).filter(purse__reference=str(challenge_id))


class Contribute(OneChallenge):
    """Back a crowdfunded challenge."""

    idempotency = "own"

    @extend_schema(request=ContributionBody, responses={201: ContributionDetail}, examples=[examples.CONTRIBUTION])
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Get a page to pay an amount of one's choosing, with the platform's fee on top. It binds until the goal is met
        or its time is over; then it goes back whole. The same Idempotency-Key resumes the same contribution."""
        challenge = self.find(request, pk)
        body = ContributionBody(data=request.data)
        body.is_valid(raise_exception=True)
        made = crowdfunding.back(
            challenge_id=challenge.pk,
            sponsor_id=body.validated_data["sponsor"],
            amount=body.validated_data["amount"],
            client_key=request.idempotency_key,
            return_url=_page_of(pk),
            by=request.user,
        )
        return _shown(made, status=201)


class RaisePrize(OneChallenge):
    """Add to a prize."""

    idempotency = "own"

    @extend_schema(
        operation_id="raise_challenge",
        request=RaiseBody,
        responses={201: ContributionDetail},
        examples=[examples.RAISE],
    )
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Get a page to pay so much more for each award of a rank, until the entries close; the prize rises when it is
        paid. The same Idempotency-Key resumes the same raise."""
        challenge = self.find(request, pk)
        body = RaiseBody(data=request.data)
        body.is_valid(raise_exception=True)
        made = raising.start(
            challenge_id=challenge.pk,
            sponsor_id=body.validated_data.get("sponsor"),
            extra=Extra(body.validated_data["rank"], body.validated_data["amount"]),
            client_key=request.idempotency_key,
            return_url=_page_of(pk),
            by=request.user,
        )
        return _shown(made, status=201)


class OneContribution(GenericAPIView[Contribution]):
    """A payment of one of the caller's sponsors; for everyone else it is not there."""

    queryset = Contribution.objects.all()
    serializer_class = ContributionDetail
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"GET": "sponsors:read"}

    @extend_schema(operation_id="get_contribution", responses=ContributionDetail)
    def get(self, request: SignedInRequest, pk: UUID) -> Response:
        """Where it stands, and what comes next."""
        return _shown(get_object_or_404(backing.contributions_of(request.user), pk=pk))


class Withdraw(GenericAPIView[Contribution]):
    """Give up a payment."""

    queryset = Contribution.objects.all()
    serializer_class = ContributionDetail
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "challenges:write"}

    @extend_schema(operation_id="withdraw_contribution", request=None, responses=ContributionDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Possible until it is paid; then it binds until the challenge goes on or everything goes back."""
        known = get_object_or_404(backing.contributions_of(request.user), pk=pk)
        return _shown(backing.withdraw(contribution_id=known.pk, by=request.user))


def _page_of(challenge_id: UUID) -> str:
    return f"{settings.PUBLIC_URL}/challenges/{challenge_id}"


def _shown(contribution: Contribution, *, status: int = 200) -> Response:
    return Response(ContributionDetail(contribution, context={"now": laurel_now()}).data, status=status)
