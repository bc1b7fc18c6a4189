"""What is done with an idea over HTTP: vote, follow, answer, merge."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.ideas import answering, following, merging, reading, voting
from bounties.ideas.api.boards import detail
from bounties.ideas.api.rows import AnswerToIdea, IdeaDetail, IdeaVoteBody, MergeBody


class VoteForIdea(APIView):
    """One's vote on an idea."""

    required_scopes: ClassVar = {"PUT": "challenges:write"}

    @extend_schema(operation_id="idea_vote", request=IdeaVoteBody, responses=IdeaDetail)
    def put(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """While the board is open; never on one's own, and not by those who pay."""
        body = IdeaVoteBody(data=request.data)
        body.is_valid(raise_exception=True)
        found = reading.idea_seen_by(entry_id, request.user).entry_id
        voting.vote(entry_id=found, value=body.validated_data["value"], by=request.user)
        return Response(detail(reading.idea_seen_by(found, request.user), request))


class FollowIdea(APIView):
    """Whether one hears what becomes of an idea."""

    required_scopes: ClassVar = {"PUT": "challenges:write", "DELETE": "challenges:write"}

    @extend_schema(operation_id="idea_follow", request=None, responses=IdeaDetail)
    def put(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """Hear of it from now on, by notification and mail; whoever posted it, votes or comments does anyway."""
        found = reading.idea_seen_by(entry_id, request.user).entry_id
        following.follow(entry_id=found, by=request.user)
        return Response(detail(reading.idea_seen_by(found, request.user), request))

    @extend_schema(operation_id="idea_unfollow", request=None, responses={204: None})
    def delete(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """Hear no more of it, even if one posted it, voted or commented."""
        following.unfollow(entry_id=reading.idea_seen_by(entry_id, request.user).entry_id, by=request.user)
        return Response(status=204)


class AnswerIdea(APIView):
    """What becomes of an idea."""

    required_scopes: ClassVar = {"POST": "challenges:write"}

    @extend_schema(operation_id="idea_answer", request=AnswerToIdea, responses=IdeaDetail)
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """By the sponsor's owner and managers, with a public note; whoever voted is told."""
        body = AnswerToIdea(data=request.data)
        body.is_valid(raise_exception=True)
        found = reading.idea_seen_by(entry_id, request.user).entry_id
        answering.answer(entry_id=found, **body.validated_data, by=request.user)
        return Response(detail(reading.idea_seen_by(found, request.user), request))


class MergeIdea(APIView):
    """The same idea twice."""

    required_scopes: ClassVar = {"POST": "challenges:write"}

    @extend_schema(operation_id="idea_merge", request=MergeBody, responses=IdeaDetail)
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """By the sponsor's owner and managers, for good; answers with the idea that stands."""
        body = MergeBody(data=request.data)
        body.is_valid(raise_exception=True)
        found = reading.idea_seen_by(entry_id, request.user).entry_id
        stands = merging.merge(entry_id=found, **body.validated_data, by=request.user)
        return Response(detail(reading.idea_seen_by(stands.pk, request.user), request))
