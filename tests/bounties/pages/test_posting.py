"""A sponsor posts in the browser: each page says by the API's own services what is missing and why."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client

from bounties.accounts.models import Sponsor
from bounties.challenges import drafting
from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.challenges.terms import PrizeTerms
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_sponsor, make_user
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def begin(person, kind="prize", **said):
    """A new draft of this kind, begun on the page, and the browser that did."""
    browser = browser_of(person)
    sponsor = person.sponsors.first()
    wish = {"title": "Find the leak", "format": kind, "sponsor": str(sponsor.pk) if sponsor else "myself"} | said
    answer = browser.post("/post", wish)
    assert answer.status_code == 302, text_of(answer)
    return browser, Challenge.objects.get(title=wish["title"])


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def typed_on(browser, challenge, step, **changes):
    """What the form of a step would send as it stands, with these fields typed anew."""
    form = browser.get(f"/challenges/{challenge.pk}/edit/{step}").context["form"]
    rows = {"rows": form.count} if hasattr(form, "count") else {}
    shown = {field.html_name: field.value() for field in form} | rows | changes
    return {name: as_typed(value) for name, value in shown.items() if value is not None and value is not False}


def as_typed(value):
    return value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "strftime") else value


def ways_of(page):
    """Of all that is missing: its step, and where one mends it."""
    return [(lack.label, one.url.partition("/edit/")[2]) for lack in page.context["lacks"] for one in lack.missing]


def go_on(browser, challenge, step, **changes):
    return browser.post(f"/challenges/{challenge.pk}/edit/{step}", typed_on(browser, challenge, step, **changes))


@pytest.fixture
def maker():
    person = make_user("maker")
    make_sponsor(person, "Maker", kind="individual")
    return person


def test_whoever_has_no_sponsor_becomes_one_in_one_click(db):
    person = make_user("newcomer")
    _, challenge = begin(person)
    assert (challenge.sponsor.kind, challenge.sponsor.name) == (Sponsor.Kind.INDIVIDUAL, "Newcomer")
    assert challenge.sponsor.memberships.get().user == person


def test_a_company_that_is_not_here_yet_needs_a_name_and_is_made_with_the_draft(maker):
    browser = browser_of(maker)
    wish = {"title": "Find the leak", "format": "prize", "sponsor": "company"}
    assert "Say what the company is called" in text_of(browser.post("/post", wish))
    assert browser.post("/post", wish | {"name": "Leak Works"}).status_code == 302
    assert Challenge.objects.get().sponsor.name == "Leak Works"


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_each_kind_can_be_begun_and_each_of_its_steps_saved(maker, kind):
    browser, challenge = begin(maker, kind)
    steps = [
        mark.url.rsplit("/", 1)[1] for mark in browser.get(f"/challenges/{challenge.pk}/edit/review").context["steps"]
    ]
    for step, following in pairwise(steps):
        answer = go_on(browser, challenge, step)
        assert answer.status_code == 302, (step, answer.context["form"].errors)
        assert answer.url.endswith(f"/edit/{following}")


def test_four_pages_with_what_is_proposed_make_a_challenge_that_can_be_handed_in(maker):
    browser, challenge = begin(maker)
    go_on(browser, challenge, "details", summary="It drips.", statement="Where does it *drip*?")
    go_on(browser, challenge, "prizes", **{"amount-0": "1500"})
    go_on(browser, challenge, "rules", ip_terms="licence")
    page = browser.get(f"/challenges/{challenge.pk}/edit/review")
    assert page.context["lacks"] == []
    assert "Then you pay $1,575.00, with the platform fee of $75.00." in text_of(page)
    assert browser.post(f"/challenges/{challenge.pk}/edit/review").url == f"/challenges/{challenge.pk}/fund"
    challenge.refresh_from_db()
    assert (challenge.status, challenge.prize_total) == ("in_review", 150_000)


def test_what_is_missing_is_listed_with_the_way_to_its_field(maker):
    browser, challenge = begin(maker)
    page = browser.get(f"/challenges/{challenge.pk}/edit/review")
    ways = {way for _step, way in ways_of(page)}
    assert ways == {"details#id_summary", "details#id_statement", "prizes#id_amount-0", "rules#id_ip_terms"}
    assert [mark.is_done for mark in page.context["steps"]] == [False, False, False, True, True, False]
    assert browser.post(f"/challenges/{challenge.pk}/edit/review").url.endswith("/edit/review")
    assert Challenge.objects.get().status == "draft"


def test_a_sponsor_nobody_looked_at_yet_may_write_but_not_hand_in(db):
    browser, challenge = begin(make_user("newcomer"))
    page = browser.get(f"/challenges/{challenge.pk}/edit/review")
    assert "is not verified yet" in text_of(page)


def test_what_two_windows_wrote_is_never_overwritten_unseen(maker):
    browser, challenge = begin(maker)
    mine = typed_on(browser, challenge, "details", summary="Mine.")
    go_on(browser, challenge, "details", summary="Theirs.")
    answer = browser.post(f"/challenges/{challenge.pk}/edit/details", mine)
    assert "It was changed elsewhere" in text_of(answer)
    assert Challenge.objects.get().summary == "Theirs."
    assert answer.context["form"]["summary"].value() == "Mine."
    again = mine | {"version": answer.context["form"]["version"].value()}
    assert browser.post(f"/challenges/{challenge.pk}/edit/details", again).status_code == 302
    assert Challenge.objects.get().summary == "Mine."


def save_by_itself(browser, challenge, step, typed):
    return browser.post(f"/challenges/{challenge.pk}/edit/{step}", typed, headers={"Accept": "application/json"})


def test_typing_saves_by_itself_and_says_so(maker):
    browser, challenge = begin(maker)
    typed = typed_on(browser, challenge, "details", summary="It drips.")
    told = save_by_itself(browser, challenge, "details", typed).json()
    assert told["saved"].startswith("Saved at")
    assert told["version"] == challenge.version + 1
    assert save_by_itself(browser, challenge, "details", typed).status_code == 409, "another window saved since"
    again = save_by_itself(browser, challenge, "details", typed | {"version": told["version"]})
    assert again.json()["version"] == told["version"]
    assert Challenge.objects.get().version == told["version"], "what says nothing new makes no version"


def test_what_is_wrong_is_not_saved_and_the_rest_is(maker):
    browser, challenge = begin(maker)
    typed = typed_on(browser, challenge, "rubric", **{"weight-0": "90", "judges_per_entry": "3"})
    told = save_by_itself(browser, challenge, "rubric", typed).json()
    assert "The weights sum to 140" in told["saved"]
    challenge.refresh_from_db()
    assert (challenge.judges_per_entry, challenge.criteria.first().weight) == (3, 50)
    assert "The weights sum to 140" in text_of(go_on(browser, challenge, "rubric", **{"weight-0": "90"}))


def test_rows_come_and_go_without_losing_what_was_typed(maker):
    browser, challenge = begin(maker)
    address = f"/challenges/{challenge.pk}/edit/prizes"
    typed = typed_on(browser, challenge, "prizes", **{"amount-0": "ten"})
    more = browser.post(address, typed | {"do": "add"}).context["form"]
    assert (more.count, more["amount-0"].value(), more["label-1"].value()) == (2, "ten", "Second prize")
    typed |= {"rows": 2, "amount-1": "20", "label-1": "Second", "count-1": 2}
    fewer = browser.post(address, typed | {"do": "remove-0"}).context["form"]
    assert (fewer.count, fewer["amount-0"].value(), fewer["label-0"].value()) == (1, "20", "Second")
    assert not challenge.prizes.exists()


def test_a_row_left_empty_is_no_prize_and_places_are_numbered(maker):
    browser, challenge = begin(maker)
    rows = {"rows": 3, "amount-0": "100", "amount-1": "", "label-1": "Second", "amount-2": "50.50", "count-2": 2}
    go_on(browser, challenge, "prizes", currency="eur", **rows)
    found = list(challenge.prizes.order_by("rank").values_list("rank", "amount", "count"))
    assert found == [(1, 10_000, 1), (2, 5_050, 2)]
    assert "more decimals" in text_of(go_on(browser, challenge, "prizes", **{"amount-0": "1.005"}))


def test_the_preview_is_the_sanitised_text(maker):
    browser, challenge = begin(maker)
    typed = typed_on(browser, challenge, "details", statement="**Bold** <script>alert(1)</script>", do="preview")
    page = text_of(browser.post(f"/challenges/{challenge.pk}/edit/details", typed))
    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page


def test_hours_are_read_in_the_zone_that_is_chosen(maker):
    browser, challenge = begin(maker)
    hours = {
        name: f"2027-{month}-01T18:00" for name, month in [("opens_at", "02"), ("closes_at", "03"), ("judge_by", "04")]
    }
    assert go_on(browser, challenge, "timeline", time_zone="Asia/Tokyo", **hours).status_code == 302
    challenge.refresh_from_db()
    assert challenge.closes_at.isoformat() == "2027-03-01T09:00:00+00:00"
    assert 'value="2027-03-01T18:00"' in text_of(browser.get(f"/challenges/{challenge.pk}/edit/timeline"))


def test_stages_follow_each_other_in_time(maker):
    browser, challenge = begin(maker, "milestones")
    closes = challenge.judge_by + timedelta(days=10)
    row = {"title-0": "Build it", "statement-0": "A working model.", "amount-0": "500", "closes_at-0": closes}
    go_on(browser, challenge, "stages", **row, **{"judge_by-0": closes + timedelta(days=5)})
    (stage,) = Challenge.objects.get().stages
    assert stage["opens_at"] == challenge.judge_by.isoformat()
    assert stage["prizes"] == [{"rank": 1, "amount": 50_000, "count": 1, "label": ""}]


def test_many_may_pay_together(maker):
    browser, challenge = begin(maker)
    until = laurel_now() + timedelta(days=10)
    said = {"funding_mode": "crowd", "funding_ends_at": until, "minimum": "5", "amount-0": "900"}
    assert go_on(browser, challenge, "prizes", **said).status_code == 302
    challenge.refresh_from_db()
    assert (challenge.funding_mode, challenge.minimum_contribution) == ("crowd", 500)


def test_what_is_handed_in_is_not_rewritten(maker):
    challenge = make_challenge("in_review", sponsor=maker.sponsors.first())
    browser = browser_of(maker)
    assert browser.get(f"/challenges/{challenge.pk}/edit/details").url == f"/challenges/{challenge.pk}"
    assert browser.post(f"/challenges/{challenge.pk}/edit/review").url == f"/challenges/{challenge.pk}"


def test_a_refusal_about_something_else_stands_above_the_form(maker):
    browser, challenge = begin(maker, "first_correct")
    prize = PrizeTerms(1, 5_000)
    drafting.amend(challenge_id=challenge.pk, version=challenge.version, changes={"prizes": (prize,)}, by=maker)
    answer = go_on(browser, challenge, "timeline", judge_by="2020-01-01T00:00")
    assert "is not after “Closes”" in text_of(answer)


def test_a_viewer_of_the_sponsor_reads_and_does_not_write(maker):
    _, challenge = begin(maker)
    viewer = make_user("viewer")
    challenge.sponsor.memberships.create(user=viewer, role="viewer")
    assert browser_of(viewer).get(f"/challenges/{challenge.pk}/edit/details").status_code == 403
    assert browser_of(make_user("other")).get(f"/challenges/{challenge.pk}/edit/details").status_code == 404
