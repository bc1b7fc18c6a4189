"""Addresses of plain rivals; the board as a plain ModelViewSet has our fields, the sponsor joined, and a COUNT."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ModelViewSet

from bounties.accounts.models import Sponsor
from bounties.challenges.models import Challenge
from bounties.challenges.searching import NEWEST, ORDERINGS
from tests.bench.rivals.plain_hook import hook


class PlainSponsor(ModelSerializer):
    """Who asks."""

    class Meta:
        model = Sponsor
        fields = ["id", "name", "kind"]


class PlainChallenge(ModelSerializer):
    """A row of the board."""

    sponsor = PlainSponsor(read_only=True)

    class Meta:
        model = Challenge
        fields = [
            "id", "status", "format", "title", "summary", "sponsor", "prize_total", "guarantee", "currency", "tags",
            "opens_at", "closes_at", "judge_by", "time_zone", "published_at",
        ]  # fmt: skip


class PlainBoard(ModelViewSet):
    """What is on the board, the newest first."""

    queryset = Challenge.objects.filter(published_at__isnull=False, visibility="public")
    queryset = queryset.select_related("sponsor").order_by(*ORDERINGS[NEWEST])
    serializer_class = PlainChallenge


router = DefaultRouter()
router.register("challenges", PlainBoard)
urlpatterns = [path("api/v1/", include(router.urls)), path("hook", hook)]
