"""The board, and the drawer: lists of challenges, and new ones."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges import drafting
from bounties.challenges.api import examples, front
from bounties.challenges.api.reading import ChallengeDetail, ChallengeRow
from bounties.challenges.api.rows import COLUMNS, board_row
from bounties.challenges.api.shapes import Moment
from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.api.writing import ChallengeBody
from bounties.challenges.models import Challenge
from bounties.challenges.querysets import ChallengeQuerySet
from bounties.challenges.searching import NEWEST, ORDERINGS, WordSearch, search
from workers.marks import MarkOf


class BoardQuery(serializers.Serializer):
    """What the board can be asked for."""

    status = serializers.ChoiceField(choices=Challenge.Status.choices, required=False)
    format = serializers.CharField(required=False, max_length=24)
    tag = serializers.CharField(required=False, max_length=40)
    q = serializers.CharField(required=False, max_length=200, help_text="Words of the title or summary.")
    min_prize = serializers.IntegerField(required=False, min_value=0, help_text="In all, in minor units.")
    currency = serializers.CharField(required=False, max_length=3)
    closes_before = Moment(required=False)
    ordering = serializers.ChoiceField(choices=list(ORDERINGS), default=NEWEST)
    mine = serializers.BooleanField(required=False, help_text="Of the sponsors one is a member of, drafts included.")


QUESTIONS = frozenset(BoardQuery().fields)


class Board(GenericAPIView):
    """Challenges that anyone may see, and where a sponsor puts a new one."""

    queryset = Challenge.objects.all()
    serializer_class = ChallengeRow
    required_scopes: ClassVar[dict[str, str]] = {"GET": "challenges:read", "POST": "challenges:write"}

    @extend_schema(parameters=[BoardQuery], responses=ChallengeRow(many=True))
    def get(self, request: Request) -> Response:
        """The board: public challenges; with `mine` one's own, with a status staff also see what is not public yet."""
        if front.is_front(request):
            pages: Any = self.paginator
            return self._marked(request, lambda: pages.paginate_kept(front.read, front.ORDER, request))
        asked = _asked(request)
        order = ORDERINGS[asked["ordering"]]
        if not _is_of_everyone(request, asked):
            rows = search(_shown_to(request, asked), asked).order_by(*order)
            page = self.paginate_queryset(rows.values(*COLUMNS))
            return self.get_paginated_response([board_row(found) for found in page or ()])
        if asked.get("q"):
            return self._marked(request, lambda: self._with_words(asked, order))
        marked = search(_board(order), asked).annotate(mark=MarkOf(front.BOARD))
        return self._marked(request, lambda: self.paginate_queryset(marked.values(*COLUMNS, "mark")))

    def _with_words(self, asked: dict[str, Any], order: list[str]) -> Any:
        words, pages = WordSearch(asked), cast("Any", self.paginator)

        def read(rows: ChallengeQuerySet, most: int) -> list[dict[str, Any]]:
            found = words.first(rows, most).values(*COLUMNS)
            return [row | {"mark": words.mark} for row in found]

        page = pages.paginate_read(_board(order), read, self.request)
        pages.notice = words.notice
        return page

    def _marked(self, request: Request, read: Callable[[], Any]) -> Response:
        """What everyone sees: not even read for whoever has it already."""
        http: Any = request
        if "HTTP_IF_NONE_MATCH" in request.META and http.knows(mark := front.mark()):
            return front.unchanged(mark)
        page = read()
        answer = self.get_paginated_response([board_row(found) for found in page])
        answer.mark = front.named(page[0]["mark"]) if page else None  # type: ignore[attr-defined]
        return answer

    @extend_schema(request=ChallengeBody, responses={201: ChallengeDetail}, examples=[examples.CHALLENGE])
    def post(self, request: SignedInRequest) -> Response:
        """A draft; what it says must be right, what it lacks is asked for by /submit."""
        body = ChallengeBody(data=request.data)
        body.is_valid(raise_exception=True)
        sponsor_id = body.validated_data["sponsor"]
        challenge = drafting.create(sponsor_id=sponsor_id, terms=body.terms, by=request.user)
        fresh = Challenge.objects.in_detail().get(pk=challenge.pk)
        return Response(ChallengeDetail(fresh).data, status=201)


def _asked(request: Request) -> dict[str, Any]:
    """What is asked for, with defaults; where nothing is, there is nothing to look through."""
    if request.query_params.keys().isdisjoint(QUESTIONS):
        return {"ordering": NEWEST}
    query = BoardQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    asked: dict[str, Any] = query.validated_data
    return asked


def _is_of_everyone(request: Request, asked: dict[str, Any]) -> bool:
    """Whether each caller would be shown the same: where `_shown_to` looks at nobody."""
    user = request.user
    return not user.is_authenticated or not (asked.get("mine") or ("status" in asked and user.is_staff))


def _board(order: list[str]) -> ChallengeQuerySet:
    """The board in this order. What is on it has its dates; saying so lets a page begin in the middle of theirs."""
    listed = Challenge.objects.listed().order_by(*order)
    return listed.filter(closes_at__isnull=False) if "closes_at" in order[0] else listed


def _shown_to(request: Request, asked: dict[str, Any]) -> ChallengeQuerySet:
    user = request.user
    if asked.get("mine") and user.is_authenticated:
        return Challenge.objects.sponsored_by_member(user)
    if "status" in asked and user.is_authenticated and user.is_staff:
        return Challenge.objects.visible_to(user)
    return Challenge.objects.listed()
