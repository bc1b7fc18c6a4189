"""Who won most: places, ties, spans, currencies, and a plan that stays good when there are many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import User
from bounties.awards.models import Award
from bounties.community import counting
from bounties.community.boards import PAID, Board
from bounties.community.models import Profile, Standing
from bounties.community.presenting import Wish, present
from tests.bounties.awards.conftest import award_of
from tests.bounties.community.conftest import published, show
from tests.bounties.conftest import client_of, make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.keeping import kept
from tests.spoiling import spoil

pytestmark = pytest.mark.django_db
world = kept(published)
YEAR = 365 * 86_400


def stand(handle, *, wins, paid=None, currency="", span="year", **shown):
    """A person with a standing, as if they had won so often."""
    profile = show(make_user(), handle, shows_paid=True, **shown)
    due = profile.handle_since if span == "year" else None
    country = profile.user.country
    Standing.objects.create(
        profile=profile, span=span, currency=currency, wins=wins, paid=paid, due_at=due, country=country
    )
    return profile


def board(query=""):
    rows = client_of(None).get(f"/api/v1/people?{query}").json()["results"]
    return [(row["rank"], row["handle"], row["wins"], row["paid"]) for row in rows]


def test_a_published_win_counts_for_who_shows_it(world):
    first, second = board("span=ever"), board("currency=usd")
    assert {row[1] for row in first} == {"first", "second"}
    assert {row[1]: row[3] for row in second} == {"first": {"amount": 100_000, "currency": "usd"}, "second": None}
    assert board("order=paid&currency=usd") == [(1, "first", 1, {"amount": 100_000, "currency": "usd"})]
    assert board("currency=eur") == []


def test_equal_ones_share_a_place_and_the_next_is_skipped(world):
    stand("best", wins=5)
    stand("third", wins=1)
    assert [row[0] for row in board()] == [1, 2, 2, 2]
    assert [row[0] for row in board("page_size=2")] == [1, 2]
    following = client_of(None).get("/api/v1/people?page_size=3").json()["next"]
    rest = client_of(None).get(following).json()["results"]
    assert [row["rank"] for row in rest] == [2]
    assert "2</td>" in Client().get("/people").content.decode()


def test_hiding_is_at_once_and_leaves_nothing_counted(world):
    present(user=world.first, wish=Wish(is_public=False))
    assert [row[1] for row in board()] == ["second"]
    deliver_all()
    assert not Standing.objects.filter(profile=world.first.pk).exists()
    present(user=world.first, wish=Wish(is_public=True, shows_paid=False))
    deliver_all()
    assert {row[1] for row in board()} == {"first", "second"}
    assert board("order=paid&currency=usd") == []


def test_who_was_barred_has_their_place_again_once_they_are_back(world):
    User.objects.filter(pk=world.first.pk).update(is_active=False)
    counting.recount(user_id=world.first.pk)
    assert [row[1] for row in board()] == ["second"]
    User.objects.filter(pk=world.first.pk).update(is_active=True)
    assert {row[1] for row in board()} == {"first", "second"}


def test_what_is_lost_afterwards_counts_no_more(world):
    award = award_of(world.stage, 0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Award.objects.filter(pk=award.pk).update(status="revoked")
        cursor.execute("SET LOCAL session_replication_role = origin")
    counting.recount_award(award_id=award.pk)
    assert [row[1] for row in board()] == ["second"]


def test_a_win_leaves_the_year_by_the_clock_and_stays_for_ever(world):
    move_clock(seconds=YEAR + 60)
    assert counting.recount_due() == 2
    assert (board(), len(board("span=ever"))) == ([], 2)


def test_one_whose_wins_cannot_be_counted_keeps_the_year_of_no_other(world):
    profiles = [stand(handle, wins=1) for handle in ("earlier", "later")]
    spoil(Standing.objects.get(profile=profiles[0]))
    move_clock(seconds=60)
    assert counting.recount_due() == 1
    assert [row[1] for row in board() if row[1] in {"earlier", "later"}] == ["earlier"]


def test_a_country_is_found_where_it_is_shown(world):
    shown = make_user(country="FR")
    hidden = make_user(country="FR")
    for user, handle, shows in ((shown, "shown", True), (hidden, "hidden", False)):
        profile = show(user, handle, shows_country=shows)
        Standing.objects.create(
            profile=profile, span="year", wins=1, due_at=profile.handle_since, country="FR" if shows else ""
        )
    assert [row[1] for row in board("country=FR")] == ["shown"]


def test_prize_money_is_never_added_up_over_currencies(world):
    answer = client_of(None).get("/api/v1/people?order=paid")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["currency"])
    assert "Prize money in USD" in Client().get("/people?order=paid").content.decode()


@pytest.mark.parametrize("query", ["?order=odd", "?after=x", "?after=9~9", "?currency=xyz&country=zz", "?after=~"])
def test_an_address_that_asks_nonsense_is_still_a_page(world, query):
    assert Client().get(f"/people{query}").status_code == 200


def test_the_list_alone_comes_to_a_script_and_the_address_is_shared(world):
    answer = Client().get("/people?order=wins&span=ever&country=", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == "/people?span=ever"
    assert b"<html" not in answer.content


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Board(), "standings_by_wins"),
        (Board(order=PAID, currency="usd"), "standings_by_paid"),
        (Board(country="FR"), "standings_by_country"),
    ],
)
def test_a_board_is_read_from_its_index_alone(world, asked, index):
    """With many people: their rows are made up in SQL, without any of their lives."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            """
            INSERT INTO community_profile (user_id, handle, bio, is_public, shows_country, shows_paid)
            SELECT gen_random_uuid(), 'many-' || n, '', true, true, true FROM generate_series(1, 3000) AS n;
            INSERT INTO accounts_user (id, password, email, name, role, country, time_zone, is_staff, is_active,
                is_superuser, created_at, language)
            SELECT user_id, '', handle || '@example.com', handle, '', 'DE', 'UTC', false, true, false, now(), 'en'
            FROM community_profile WHERE handle LIKE 'many-%';
            INSERT INTO community_standing (id, profile_id, span, currency, country, wins, paid, due_at)
            SELECT gen_random_uuid(), user_id, 'year', currency, 'DE', 1 + (random() * 50)::int,
                CASE currency WHEN '' THEN NULL ELSE 1 END, now()
            FROM community_profile, (VALUES (''), ('usd')) AS two(currency) WHERE handle LIKE 'many-%';
            """
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("ANALYZE community_standing, community_profile, accounts_user")
    plan = asked.rows().order_by(*asked.ordering)[:21].explain()
    assert index in plan
    assert "Seq Scan" not in plan
    assert Profile.objects.count() > 3000


@pytest.mark.parametrize("address", ["/people", "/people/first", "/people?order=paid&currency=usd&country=DE"])
def test_a_page_about_people_asks_at_most_twelve_queries_however_many_there_are(world, address):
    few = asked(address)
    for number in range(20):
        stand(f"many-{number}", wins=number + 1)
    assert asked(address) == few <= 12


def asked(address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(address).status_code == 200
    return len(captured)
