"""What people show of themselves: nothing until they say so, exactly what they say, and nothing once they left."""

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from bounties.accounts.describing import describe
from bounties.community.models import FormerHandle, Profile
from bounties.community.presenting import HANDLE_DAYS, Wish, present
from bounties.departures.erasing import erase
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.community.conftest import published, show
from tests.bounties.conftest import client_of, make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.keeping import kept

pytestmark = pytest.mark.django_db
world = kept(published)
DAY = 86_400


def page(path):
    return Client().get(path)


def text(path):
    """Without the address that was asked for, and the token of each form: those are the asker's own."""
    found = page(path).content.decode().replace(path, "/")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", found)


def test_nobody_is_shown_who_did_not_ask_for_it(world):
    assert Profile.objects.filter(user=world.third).first() is None
    assert world.third.name not in text("/people")
    assert client_of(world.third).get("/api/v1/me/profile").json()["is_public"] is False


def test_a_page_shows_what_was_chosen_and_no_more(world):
    first, second = text("/people/first"), text("/people/second")
    assert world.first.name in first
    assert world.stage.challenge.title in first
    assert "$1,000.00" in first
    assert "Thermometers." in second
    assert "$" not in second  # what somebody was paid can't be summed up from their wins either
    assert not {world.first.email, world.second.email, str(world.first.pk)} & set(re.split(r'[\s"<>]', first + second))


def test_whoever_hides_left_or_never_was_is_the_same_to_everyone(world):
    hidden = show(make_user(), "hidden")
    present(user=hidden.user, wish=Wish(is_public=False))
    barred = show(make_user(), "barred")
    barred.user.is_active = False
    barred.user.save()
    asked = [f"/people/{handle}" for handle in ("hidden", "barred", "nobody-ever", "admin")]
    assert {page(path).status_code for path in asked} == {404}
    assert len({text(path) for path in asked}) == 1
    heard = [client_of(None).get(f"/api/v1/people/{handle}") for handle in ("hidden", "nobody-ever")]
    assert {(one.status_code, one.json()["detail"]) for one in heard} == {(404, heard[0].json()["detail"])}
    assert page("/people/hidden/picture.png").status_code == 404


def test_who_leaves_takes_the_page_along_and_nobody_takes_their_handle(world):
    leaver = show(make_user(), "leaver").user
    erase(user_id=leaver.pk, by=leaver)
    assert page("/people/leaver").status_code == 404
    assert FormerHandle.objects.get().user_id is None
    answer = client_of(make_user()).patch("/api/v1/me/profile", {"handle": "leaver"})
    assert answer.status_code == 409


@pytest.mark.parametrize("handle", ["no", "x" * 31, "-ada", "ada-", "a--b", "ada_l", "ad a", "ädä", "ada.l"])
def test_a_handle_that_cannot_stand_in_an_address_is_refused(world, handle):
    answer = client_of(world.third).patch("/api/v1/me/profile", {"handle": handle})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["handle"])


@pytest.mark.parametrize("handle", ["first", "FIRST", "admin", "laurel", "support"])
def test_a_handle_of_others_or_of_the_house_is_taken(world, handle):
    answer = client_of(world.third).patch("/api/v1/me/profile", {"handle": handle, "is_public": True})
    assert (answer.status_code, answer.json()["code"]) == (409, "handle_taken")


def test_a_handle_is_kept_for_a_while_and_what_was_given_up_comes_back_to_its_person_alone(world):
    change = lambda handle: client_of(world.first).patch("/api/v1/me/profile", {"handle": handle})  # noqa: E731
    assert change("other").json()["code"] == "handle_is_fresh"
    move_clock(seconds=HANDLE_DAYS * DAY + 1)
    assert change("other").status_code == 200
    assert page("/people/first").status_code == 404
    assert client_of(world.third).patch("/api/v1/me/profile", {"handle": "first"}).status_code == 409
    move_clock(seconds=HANDLE_DAYS * DAY + 1)
    assert change("first").json()["handle"] == "first"


def test_a_page_needs_a_name_and_a_handle(world):
    nameless = make_user()
    nameless.name = ""
    nameless.save()
    refused = [
        client_of(nameless).patch("/api/v1/me/profile", body).json()["errors"].keys()
        for body in ({"is_public": True}, {"is_public": True, "handle": "nameless"}, {"bio": "x"})
    ]
    assert [list(one) for one in refused] == [["handle"], ["is_public"], ["handle"]]


def test_one_says_it_on_one_s_own_page_too(world):
    browser = Client()
    browser.force_login(world.third)
    shown = {"handle": "Thea", "is_public": "on", "bio": "Hi <b>"}
    said = {"name": "Thea", "country": "FR", "time_zone": "UTC", "language": "en"} | shown
    assert browser.post("/account", said).status_code == 302
    assert "Hi &lt;b&gt;" in text("/people/thea")
    assert "France" not in text("/people/thea")
    wrong = browser.post("/account", said | {"handle": "admin"})
    assert "This handle is taken" in wrong.content.decode()
    browser.post("/account", said | {"shows_country": "on"})
    assert "France" in text("/people/thea")
    del said["is_public"]
    browser.post("/account", said)
    assert page("/people/thea").status_code == 404


def test_what_still_runs_or_is_private_changes_no_byte(world):
    before = text("/people/first")
    running = make_challenge("open", sponsor=world.stage.sponsor)
    make_entry(running, world.first)
    unlisted = make_challenge("open", sponsor=world.stage.sponsor)
    make_entry(unlisted, world.first)
    type(unlisted).objects.filter(pk=unlisted.pk).update(visibility="unlisted")
    deliver_all()
    cache.clear()
    assert text("/people/first") == before


def test_a_win_is_shown_once_its_results_are_published_on_the_board(world):
    challenge = world.stage.challenge
    type(challenge).objects.filter(pk=challenge.pk).update(visibility="unlisted")
    assert challenge.title not in text("/people/first")
    assert client_of(None).get("/api/v1/people/first").json()["wins"] == []


def test_programs_read_the_page_and_no_text_ends_its_element(world):
    describe(user=world.first, name="</script><b>Ada")
    found = text("/people/first")
    (facts,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', found, flags=re.S)
    assert json.loads(facts)["mainEntity"]["name"] == "</script><b>Ada"
    picture = page("/people/first/picture.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")


def test_search_engines_are_told_of_who_shows_themselves(world):
    told = text("/sitemap-people.xml")
    assert "/people/first" in told
    show(make_user(), "shy")
    present(user=Profile.objects.get(handle="shy").user, wish=Wish(is_public=False))
    assert "/people/shy" not in text("/sitemap-people.xml")
    assert f"/sponsors/{world.stage.sponsor.pk}" in text("/sitemap-sponsors.xml")


def test_results_name_who_won_and_lead_to_the_pages_of_those_who_have_one(world):
    present(user=world.second, wish=Wish(is_public=False))
    results = text(f"/challenges/{world.stage.challenge.pk}")
    assert 'href="/people/first"' in results
    assert world.second.name in results
    assert "/people/second" not in results
