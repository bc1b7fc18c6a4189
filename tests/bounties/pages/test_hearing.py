"""An arbiter hears both sides before a verdict, sees what it will do, and never decides on what is their own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.awards import appealing
from bounties.awards.models import Appeal, Award, Rereview
from bounties.entries import disqualifying
from bounties.entries.models import Disqualification, Entry, SimilarityFlag
from bounties.judging.aliases import alias_of
from tests.bounties.awards.conftest import award_of, decide, hear
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff
from tests.bounties.staging import Stage, hold_purse, judging_stage
from tests.clock import move_clock
from tests.keeping import kept

pytestmark = pytest.mark.django_db
ANSWER = 3 * 86_400
MOST = 12  # queries of a page
BRACKETS = ("SAVEPOINT", "RELEASE")
COMMENT = "I read it from end to end, and tried it."


def build() -> Stage:
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    stage.reload()
    return stage


world = kept(build)


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def asked(browser, address) -> list[str]:
    """The queries of a second look: the first one writes down that there is a session."""
    browser.get("/mine")
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return [sql for query in captured.captured_queries if not (sql := query["sql"]).startswith(BRACKETS)]


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def desk(arbiter):
    return browser_of(arbiter)


@pytest.fixture
def appeal(world) -> Appeal:
    award, third = award_of(world, 0), world.entries[2].entrant
    return appealing.appeal(award_id=award.pk, reason="It copies mine.", by=third)


def test_an_appeal_waits_on_the_desk_and_is_decided_after_everyone_was_heard(world, appeal, desk):
    page = f"/review/appeals/{appeal.pk}"
    assert page in text(desk.get("/review"))
    assert f"/appeals/{appeal.pk}" in text(browser_of(world.owner).get("/mine"))
    before = text(desk.get(page))
    assert "Not everyone has answered yet" in before
    assert "Decide, and tell the parties" not in before
    hear(appeal, world)
    assert f"/appeals/{appeal.pk}" not in text(browser_of(world.owner).get("/mine"))
    assert "It does not." in text(desk.get(page))
    verdict = {"outcome": "annulled", "reason": "The texts are the same.", "act": "preview"}
    told = text(desk.post(page, verdict))
    assert (told.count("Annulled"), Award.objects.filter(status="annulled").count()) == (1, 0)
    assert alias_of(world.entries[1].pk) in told
    assert desk.post(page, verdict | {"act": "decide"}).url == page
    assert "The texts are the same." in text(desk.get(page))
    assert award_of(world, 0).status == "annulled"
    assert page not in text(desk.get("/review"))


def test_a_verdict_that_comes_too_late_keeps_what_was_typed_and_says_why(world, appeal, desk):
    hear(appeal, world)
    page, verdict = f"/review/appeals/{appeal.pk}", {"outcome": "upheld", "reason": "They differ.", "act": "decide"}
    browser_of(make_staff("arbiter")).post(page, verdict)
    late = desk.post(page, verdict | {"reason": "A long reason of mine."})
    assert (late.status_code, "They differ." in text(late)) == (200, True)
    assert "It came too late" in text(late)
    assert "A long reason of mine." in text(late)


def test_who_judged_it_reads_the_appeal_and_is_told_that_another_must_decide(world, appeal):
    judge = world.judges[0]
    judge.role, judge.is_staff = "arbiter", True
    judge.save()
    hear(appeal, world)
    desk, page = browser_of(judge), f"/review/appeals/{appeal.pk}"
    assert "another arbiter decides" in text(desk.get(page))
    assert desk.post(page, {"outcome": "upheld", "reason": "Mine.", "act": "decide"}).status_code == 403
    assert Appeal.objects.get().status == "open"


def test_one_arbiter_sends_it_on_and_another_scores_it_anew(world, appeal, desk):
    hear(appeal, world)
    page = f"/review/appeals/{appeal.pk}"
    sent = {"act": "rereview", "again-reason": "The test was misread.", "again-first_scores": "set_aside"}
    assert desk.post(page, sent).url == page
    assert "another arbiter scores" in text(desk.get(f"{page}/scores"))
    other = browser_of(make_staff("arbiter"))
    given = {
        f"{field}_{entry.pk}_{criterion.pk}": value
        for entry, points in zip(world.entries, (60, 70, 95), strict=True)
        for criterion in world.criteria
        for field, value in (("points", points), ("comment", COMMENT))
    }
    without = other.post(f"{page}/scores", given | {"finding": "The third is the best."})
    assert ("There is a problem" in text(without), Rereview.objects.get().status) == (True, "open")
    whole = given | {"finding": "The third is the best.", "no_conflict": "on"}
    assert other.post(f"{page}/scores", whole).url == page
    assert Appeal.objects.get().status == "revised"
    assert award_of(world, 2).rank == 1


def test_a_charge_is_brought_by_one_and_decided_by_another(world, moderator):
    entry, brings = world.entries[0], browser_of(moderator)
    brings.post(f"/review/entries/{entry.pk}/charge", {"reason": "Copied from a paper."})
    charge = Disqualification.objects.get()
    page = f"/review/charges/{charge.pk}"
    assert "You brought this charge" in text(brings.get(page))
    assert "somebody else must decide" in text(brings.get("/review/waiting/charges"))
    other = browser_of(make_staff("moderator"))
    assert "The entrant may still answer" in text(other.get(page))
    disqualifying.answer(charge_id=charge.pk, text="I wrote that paper.", by=entry.entrant)
    verdict = {"outcome": "upheld", "reason": "We compared them.", "act": "preview"}
    told = text(other.post(page, verdict))
    assert ("I wrote that paper." in told, "Revoked" in told) == (True, True)
    assert Entry.objects.get(pk=entry.pk).status != "disqualified"
    other.post(page, verdict | {"act": "decide"})
    assert Entry.objects.get(pk=entry.pk).status == "disqualified"


def test_a_charge_against_an_award_under_appeal_waits_for_the_appeal_and_says_so(world, appeal, moderator):
    charge = disqualifying.propose(entry_id=world.entries[0].pk, reason="Copied.", by=moderator)
    move_clock(seconds=ANSWER + 1)
    other = browser_of(make_staff("arbiter"))
    answer = other.post(f"/review/charges/{charge.pk}", {"outcome": "upheld", "reason": "Same.", "act": "preview"})
    assert "Decide the appeal first." in text(answer)
    assert "What it will do" not in text(answer)


def test_what_looks_alike_is_read_side_by_side_and_said_once(world, moderator):
    one, other = world.entries[:2]
    flag = SimilarityFlag.objects.create(entry=one, resembles=other, kind="text", score=81)
    desk, page = browser_of(moderator), f"/review/likenesses/{flag.pk}"
    assert page in text(desk.get("/review/waiting/likenesses"))
    assert text(desk.get(page)).count("Charge it") == 2
    assert "There is a problem" in text(desk.post(page, {"act": "dismiss"}))
    desk.post(page, {"act": "dismiss", "reason": "Both quote the same paper."})
    flag.refresh_from_db()
    assert (flag.state, flag.reason) == ("dismissed", "Both quote the same paper.")
    assert "Both quote the same paper." in text(desk.get(page))


def test_entries_are_sealed_for_staff_too_until_the_close(db, moderator):
    challenge = make_challenge()
    one, other = make_entry(challenge, body="A secret."), make_entry(challenge, body="A secret.")
    flag = SimilarityFlag.objects.create(entry=one, resembles=other, kind="text", score=99)
    page = text(browser_of(moderator).get(f"/review/likenesses/{flag.pk}"))
    assert ("A secret." in page, page.count("It is sealed")) == (False, 2)


def test_no_page_of_the_desk_asks_more_than_twelve_queries(world, appeal, desk, moderator):
    charge = disqualifying.propose(entry_id=world.entries[0].pk, reason="Copied.", by=moderator)
    one, other = world.entries[:2]
    flag = SimilarityFlag.objects.create(entry=one, resembles=other, kind="text", score=81)
    hear(appeal, world)
    staff = browser_of(moderator)
    addresses = {
        **dict.fromkeys(["/review", "/review/waiting/escalations", f"/review/appeals/{appeal.pk}"], desk),
        **dict.fromkeys(["/review/waiting/charges", "/review/waiting/votes", "/review/waiting/reports"], staff),
        **dict.fromkeys([f"/review/charges/{charge.pk}", f"/review/likenesses/{flag.pk}"], staff),
    }
    found = {address: len(asked(browser, address)) for address, browser in addresses.items()}
    assert {address: number for address, number in found.items() if number > MOST} == {}
