"""The sponsor's side in the browser: panel, entries by alias, ranking with its spread, and the decision."""

import re

import pytest

from bounties.accounts.models import Membership
from bounties.awards.models import Award, Decision
from bounties.ballots.models import Choice
from bounties.judging.aliases import alias_of
from bounties.judging.models import Judgeship, TieBreak
from tests.bounties.ballots.conftest import jury_stage, vote_stage
from tests.bounties.conftest import make_user
from tests.bounties.pages.scoring.conftest import browser_of
from tests.bounties.queues import TERMS as QUEUE
from tests.bounties.staging import enter, hold_purse, open_stage
from workers.models import Event

pytestmark = pytest.mark.django_db
WHY = "It tells an hour ahead."


@pytest.fixture
def owner(stage):
    return browser_of(stage.owner)


def at(stage, page):
    return f"/challenges/{stage.challenge.pk}/{page}"


def text(answer):
    assert answer.status_code == 200, answer.content.decode()
    return re.sub(r"\s+", " ", answer.content.decode())


def choice(*entries, why=WHY, **more):
    said = {f"entry_{number}": str(entry.pk) for number, entry in enumerate(entries)}
    return said | {f"reason_{number}": why for number, _ in enumerate(entries)} | more


def nobody_is_named(stage, page):
    return not any(said in page for one in stage.entries for said in (one.entrant.name, one.entrant.email))


def test_a_sponsor_invites_and_sees_who_answered_and_how_far_they_are(owner, stage):
    stage.give(stage.entries[0], stage.judges[0], 76.43)
    answer = owner.post(at(stage, "panel"), {"email": "New@Example.com", "seat": "reserve"})
    assert answer.status_code == 302
    assert Judgeship.objects.get(email="new@example.com").is_reserve
    page = text(owner.get(at(stage, "panel")))
    assert stage.judges[0].name in page
    assert "1 of 3" in page
    assert "76.4" not in page
    again = text(owner.post(at(stage, "panel"), {"email": "new@example.com", "seat": "seated"}))
    assert "has been invited already" in again


def test_where_the_public_votes_judges_are_invited_only_to_a_jury_that_scores(db):
    for stage, is_asked in ((jury_stage(entries=1), True), (vote_stage(entries=1), False)):
        assert ('name="email"' in text(browser_of(stage.owner).get(at(stage, "panel")))) == is_asked


def test_an_invited_judge_accepts_or_declines_in_the_browser(owner, stage):
    for name, verb in [("mild", "accept"), ("late", "decline")]:
        invited = make_user(name)
        owner.post(at(stage, "panel"), {"email": invited.email, "seat": "seated"})
        browser = browser_of(invited)
        seat = Judgeship.objects.get(email=invited.email)
        assert stage.challenge.title in text(browser.get("/judging"))
        browser.post(f"/judging/seats/{seat.pk}/{verb}")
        seat.refresh_from_db()
        assert seat.status == {"accept": "accepted", "decline": "declined"}[verb]


def test_entries_are_read_under_aliases(owner, stage):
    page = text(owner.get(at(stage, "entries")))
    assert all(alias_of(entry.pk) in page for entry in stage.entries)
    assert nobody_is_named(stage, page)
    assert browser_of(make_user()).get(at(stage, "entries")).status_code == 403


def test_before_the_quorum_there_is_no_ranking_but_the_reason_why(owner, stage):
    page = text(owner.get(at(stage, "ranking")))
    assert "Not every entry has been scored by 2 judges yet." in page
    assert "Not every entry has been scored by 2 judges yet." in text(owner.get(at(stage, "decide")))
    assert browser_of(stage.judges[0]).get(at(stage, "ranking")).status_code == 403


def test_the_ranking_draws_each_judge_and_marks_who_is_far_apart(owner, stage):
    first, second = stage.judges
    for entry, one, other in zip(stage.entries, (90, 80, 20), (86, 74, 60), strict=True):
        stage.give(entry, first, one)
        stage.give(entry, second, other)
    Judgeship.objects.filter(challenge=stage.challenge, is_reserve=True).delete()
    page = text(owner.get(at(stage, "ranking")))
    assert page.count("<circle") == 6
    assert page.count("far apart") == 1
    assert "20 · 60" in page
    assert "weighted_mean" in page
    assert nobody_is_named(stage, page)


def test_the_chair_parts_a_tie_in_the_browser(stage):
    chair = stage.seat(make_user(), is_chair=True)
    stage.judge_all(90, 80, 80)
    tied = sorted(stage.entries[1:], key=lambda one: one.pk)
    browser = browser_of(chair)
    assert "A tie for you to part" in text(browser.get(at(stage, "ranking")))
    order = {f"rank2-{one.pk}": place for one, place in zip(tied, "21", strict=True)}
    assert browser.post(at(stage, "ranking"), order | {"rank2-reason": "It is simpler."}).status_code == 302
    assert TieBreak.objects.get().entries == [tied[1].pk, tied[0].pk]
    assert "A tie for you to part" not in text(browser.get(at(stage, "ranking")))


def test_of_the_sponsors_people_the_chair_alone_is_asked_to_part_a_tie(stage):
    colleagues = [make_user(), make_user()]
    for number, colleague in enumerate(colleagues):
        Membership.objects.create(sponsor=stage.sponsor, user=colleague, role="judge")
        stage.seat(colleague, is_chair=number == 0)
    stage.judge_all(90, 80, 80)
    asked = [
        "A tie for you to part" in text(browser_of(one).get(at(stage, "ranking"))) for one in [*colleagues, stage.owner]
    ]
    assert asked == [True, False, False]


def test_a_preview_says_what_everyone_will_be_told_and_decides_nothing(owner, stage):
    stage.judge_all(90, 80, 70)
    events = Event.objects.count()
    page = text(owner.post(at(stage, "decide"), choice(*stage.entries[:2], act="preview")))
    told = re.findall(r"<strong>([\w ]+ \d{5})</strong>.*?<p><strong>([^<:]+):", page)
    assert told == [
        (alias_of(entry.pk), said) for entry, said in zip(stage.entries, ("You won", "You won", "Decided"), strict=True)
    ]
    assert WHY in page
    assert nobody_is_named(stage, page)
    assert stage.status() == "judging"
    assert not Award.objects.exists()
    assert Event.objects.count() == events


def test_a_preview_tells_nobody_which_of_tied_entries_came_first(owner, stage):
    stage.judge_all(80, 80, 70)
    one, other = stage.entries[:2]
    pages = [text(owner.post(at(stage, "decide"), choice(*two, act="preview"))) for two in ((one, other), (other, one))]
    told = [re.findall(r"<strong>([\w ]+ \d{5})</strong>(.*?)</li>", page, flags=re.S) for page in pages]
    assert told[0] == told[1]
    assert [alias for alias, says in told[0] if "Tied" in says] == sorted(alias_of(tied.pk) for tied in (one, other))


def test_what_was_previewed_is_decided(owner, stage):
    stage.judge_all(90, 80, 70)
    assert f'value="{stage.entries[0].pk}" selected' in text(owner.get(at(stage, "decide")))
    answer = owner.post(at(stage, "decide"), choice(*stage.entries[:2], act="decide"))
    assert answer.url == f"/challenges/{stage.challenge.pk}"
    assert stage.status() == "provisional"
    assert Decision.objects.get().decided_by == stage.owner
    assert "It is decided already. Its page says how." in text(owner.get(at(stage, "decide")))


@pytest.mark.parametrize(
    ("places", "why", "refusal"),
    [
        ((1, 0), WHY, "departs from the published ranking"),
        ((0,), WHY, "award the first 2 of 2 places"),
        ((0, 0), WHY, "An entry can win only one award"),
        ((0, 1), "", "Each award needs a reason"),
    ],
)
def test_a_decision_that_the_service_refuses_is_said_before_anything_is_final(owner, stage, places, why, refusal):
    stage.judge_all(90, 80, 70)
    asked = choice(*(stage.entries[place] for place in places), why=why, act="preview")
    page = text(owner.post(at(stage, "decide"), asked))
    assert refusal in page
    assert "What everyone will be told" not in page
    assert stage.status() == "judging"


def test_only_who_may_decide_sees_the_page(stage):
    for person in (stage.judges[0], make_user()):
        assert browser_of(person).get(at(stage, "decide")).status_code == 403


def test_a_reviewer_takes_and_decides_the_next_in_the_queue(db):
    stage = open_stage(**QUEUE)
    judge = stage.seat(make_user())
    entries = [enter(stage, make_user()) for _ in range(2)]
    browser = browser_of(judge)
    assert "Take the next entry" in text(browser.get(at(stage, "review-queue")))
    browser.post(at(stage, "review-queue/take"))
    page = text(browser.get(at(stage, "review-queue")))
    assert entries[0].title in page
    assert entries[1].title not in page
    assert nobody_is_named(stage, page)
    browser.post(at(stage, "review-queue"), {"verdict": "reject", "reason": "It is not correct.", "version": 1})
    entries[0].refresh_from_db()
    assert entries[0].status == "rejected"
    browser.post(at(stage, "review-queue/take"))
    browser.post(at(stage, f"review-queue/{entries[1].pk}/give-back"))
    entries[1].refresh_from_db()
    assert entries[1].status == "queued"


def test_entries_wait_for_their_screener_and_pass_or_are_told_what_is_missing(db):
    stage = open_stage(screening=True)
    first, second = (enter(stage, make_user()) for _ in range(2))
    stage.pass_deadline()
    owner = browser_of(stage.owner)
    assert "To be screened" in text(owner.get(at(stage, "entries")))
    owner.post(at(stage, f"entries/{first.pk}/screen"), {"verdict": "qualified"})
    owner.post(at(stage, f"entries/{second.pk}/screen"), {"verdict": "ineligible", f"{second.pk}-reason": "No plan."})
    for entry, status in ((first, "qualified"), (second, "ineligible")):
        entry.refresh_from_db()
        assert entry.status == status


def test_who_asked_accepts_an_answer_as_it_was_read(db):
    asked = {"format": "question", "prizes": ((1, 2_000, 1),), "criteria": ()}
    stage = open_stage(**asked)
    answer = enter(stage, make_user())
    hold_purse(stage)
    owner = browser_of(stage.owner)
    assert answer.title in text(owner.get(at(stage, "decide")))
    path = at(stage, f"answers/{answer.pk}/accept")
    assert "is at version 1, not 2" in text(owner.post(path, {"version": "2"}, follow=True))
    assert "Its author is paid next" in text(owner.post(path, {"version": "1"}, follow=True))
    assert Award.objects.get().entry == answer


def test_a_voter_votes_and_changes_it(db):
    stage = vote_stage(ballot={"kind": "score"})
    voter = browser_of(make_user())
    first, second, _ = stage.entries
    assert "Your ballot" in text(browser_of(None).get(at(stage, "ballot")))
    assert "/accounts/login/" in browser_of(None).post(at(stage, "ballot"), {str(first.pk): "5"}).url
    for mark in "53":
        assert voter.post(at(stage, "ballot"), {str(first.pk): mark, str(second.pk): ""}).status_code == 302
    assert Choice.objects.standing().get().marks == {str(first.pk): 3}
    assert "Give one entry or more a score" in text(voter.post(at(stage, "ballot"), {}))
    assert "You have voted" in text(voter.get(at(stage, "ballot")))
