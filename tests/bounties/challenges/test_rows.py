"""The board's rows are written from columns; what they say is what the serializer says that the schema shows."""

import orjson
import pytest

from bounties.challenges.api.reading import ChallengeRow
from bounties.challenges.models import Challenge
from config.api.renderers import OrjsonRenderer
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of


@pytest.mark.django_db
def test_a_row_of_the_board_says_what_its_serializer_says():
    make_challenge(tags=("ice", "sensors"))
    challenge = Challenge.objects.select_related("sponsor").get()
    said = orjson.loads(OrjsonRenderer().render(ChallengeRow(challenge).data))
    (row,) = client_of(None).get("/api/v1/challenges").json()["results"]
    assert (row, list(row)) == (said, list(said))
