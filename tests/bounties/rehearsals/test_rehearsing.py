"""A rehearsal shows a draft's whole life, and leaves nothing behind."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction

from bounties.challenges.formats import FORMATS, Decider
from bounties.challenges.models import Challenge
from bounties.challenges.problems import Incomplete
from bounties.challenges.terms import PrizeTerms, terms_of
from bounties.errors import InvalidInput, NotAllowed
from bounties.rehearsals.rehearsing import Ending, NotRehearsable, rehearse
from bounties.rehearsals.scripts import SCRIPTS
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user
from tests.bounties.entries.staged import stage
from workers.clock import laurel_now

PEOPLE, SILENCE = Ending.PEOPLE, Ending.SILENCE


def make_draft(**terms):
    return make_challenge("draft", durations={"extension": 86_400, "arbiter": 172_800, "review": 86_400}, **terms)


@pytest.fixture
def draft(db):
    return make_draft()


@pytest.fixture(scope="module")
def closes_at():
    """Of the draft that `decided` and `silent` show."""
    return datetime.now(UTC) + timedelta(days=3)


@pytest.fixture(scope="module")
def lives(django_db_setup, django_db_blocker, closes_at):
    """Both endings of one draft: what they show is only read, so it is made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        draft = make_draft(closes_at=closes_at, judge_by=closes_at + timedelta(days=5))
        yield {ending: play(draft, ending) for ending in Ending}
        transaction.set_rollback(True)


@pytest.fixture
def decided(lives):
    return lives[PEOPLE]


@pytest.fixture
def silent(lives):
    return lives[SILENCE]


def owner_of(challenge):
    return challenge.sponsor.memberships.get(role="owner").user


def play(draft, ending=PEOPLE, *, entries=3, by=None):
    return rehearse(challenge_id=draft.pk, ending=ending, entries=entries, by=by or owner_of(draft))


def counts():
    """The rows of every table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))
        return dict(cursor.fetchall())


def test_a_decided_life_is_shown_from_review_to_accepted_awards(decided):
    names = [one.name for one in decided.happenings]
    wanted = ["challenge.submitted", "challenge.approved", "challenge.opened", "entry.submitted", "challenge.closed"]
    wanted += ["challenge.decided", "challenge.confirmed", "award.offered", "award.accepted"]
    assert [name for name in dict.fromkeys(names) if name in wanted] == wanted
    assert [(one.to, one.rank, one.amount) for one in decided.awards] == [
        ("Solver A", 1, 100_000), ("Solver B", 2, 20_000), ("Solver C", 2, 20_000),
    ]  # fmt: skip
    assert decided.returned == 0


def test_silence_is_shown_with_every_step_of_the_ladder(silent):
    names = [one.name for one in silent.happenings]
    assert names.index("judging.extended") < names.index("judging.escalated") < names.index("challenge.decided")
    assert [one.amount for one in silent.awards] == [46_667, 46_667, 46_666]


def test_without_an_entry_everything_goes_back(draft):
    shown = play(draft, entries=0)
    assert (shown.status, shown.awards, shown.returned) == ("expired", [], 140_000)


def test_it_shows_what_would_be_sent_to_whom(silent):
    told = {(one.to, one.title.split(":")[0]) for one in silent.messages}
    assert ("Your side", "Approved") in told
    assert any(to == "Solver A" for to, _ in told)


def test_its_hours_are_those_of_the_real_life(decided, closes_at):
    closed = next(one.at for one in decided.happenings if one.name == "challenge.closed")
    assert timedelta(0) <= closed - closes_at < timedelta(seconds=5)


def test_nothing_of_it_stays_is_sent_or_owed_to_any_worker(draft):
    before, version, now = counts(), draft.version, laurel_now()
    play(draft)
    assert counts() == before
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("draft", version)
    assert mail.outbox == []
    assert laurel_now() - now < timedelta(minutes=1)


def test_what_the_draft_lacks_is_told_at_once(draft):
    Challenge.objects.filter(pk=draft.pk).update(statement="", ip_terms="")
    with pytest.raises(Incomplete) as refusal:
        play(draft)
    assert set(refusal.value.errors) == {"statement", "ip_terms"}


def test_a_closed_circle_can_be_rehearsed_too(db):
    draft = make_challenge("draft", eligibility={"emails": ["ada@example.com"], "countries": ["NL"]})
    assert len(play(draft, entries=1).awards) == 1


def stage_in_days(days):
    opens_at = laurel_now() + timedelta(days=days)
    return stage(2, opens_at=opens_at, closes_at=opens_at + timedelta(days=1), judge_by=opens_at + timedelta(days=2))


def test_a_staged_prize_is_rehearsed_stage_by_stage(db):
    draft = make_draft(format="milestones", prizes=(PrizeTerms(1, 20_000, 2),), stages=(stage_in_days(1),))
    shown = play(draft, entries=3)
    assert [(one.to, one.stage, one.amount) for one in shown.awards] == [
        ("Solver A", 1, 20_000), ("Solver B", 1, 20_000), ("Solver A", 2, 100_000),
    ]  # fmt: skip
    assert ("Solver B", "The next stage is open") in {(one.to, one.title.split(":")[0]) for one in shown.messages}
    assert shown.returned == 0


def test_a_stage_that_nobody_reaches_goes_back_in_a_rehearsal_too(db):
    draft = make_draft(format="milestones", prizes=(PrizeTerms(1, 20_000, 2),), stages=(stage_in_days(1),))
    shown = play(draft, entries=0)
    assert (shown.status, shown.returned) == ("cancelled", 140_000)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"prize"}))
@pytest.mark.parametrize("ending", Ending)
def test_every_format_can_be_rehearsed_to_its_end(db, name, ending):
    rules = FORMATS[name]
    draft = make_draft(
        format=name,
        criteria=(),
        prizes=(PrizeTerms(1, 20_000),) if rules.purse != "none" else (),
        judge_by=laurel_now() + timedelta(days=3),
        guarantee="guaranteed" if "guaranteed" in rules.guarantees else "up_to",
        stages=() if rules.stages == "none" else (stage_in_days(4),),
    )
    shown = play(draft, ending, entries=2)
    assert shown.status in {"awarding", "completed", "no_award"}
    assert sum(one.amount for one in shown.awards) + shown.returned == terms_of(draft).promised


@pytest.mark.parametrize(
    ("ending", "amounts"), [(PEOPLE, [100_000, 20_000, 20_000]), (SILENCE, [46_667, 46_667, 46_666])]
)
def test_a_jury_beside_a_public_vote_is_rehearsed_too(db, ending, amounts):
    judge_by = laurel_now() + timedelta(days=3)
    shown = play(make_draft(format="vote", aggregation="jury_and_public", judge_by=judge_by), ending)
    names = {one.name for one in shown.happenings}
    assert ({"judge.accepted", "scorecard.submitted", "ballot.cast"} <= names) == (ending == PEOPLE)
    assert [one.amount for one in shown.awards] == amounts


def test_what_winners_do_before_they_are_paid_is_rehearsed_too(db):
    shown = play(make_draft(papers=("rights", "identity")), entries=1)
    names = [one.name for one in shown.happenings]
    wanted = ["award.accepted", "award.verifying", "award.rights_signed", "award.identity_known", "award.payable"]
    assert [name for name in dict.fromkeys(names) if name in wanted] == wanted
    assert [one.status for one in shown.awards] == ["payable"]


def test_only_its_editors_rehearse_it(draft):
    with pytest.raises(NotAllowed):
        play(draft, by=make_user())


def test_what_lives_is_not_rehearsed(db):
    with pytest.raises(NotRehearsable):
        play(make_challenge("open"))


def test_so_many_entries_are_refused(draft):
    with pytest.raises(InvalidInput):
        play(draft, entries=11)


def test_the_api_answers_with_steps_and_messages(draft, client_of):
    answer = client_of(owner_of(draft)).post(f"/api/v1/challenges/{draft.pk}/rehearse", {"entries": 1}, format="json")
    assert answer.status_code == 200, answer.content
    shown = answer.json()
    assert (shown["ending"], shown["awards"][0]["to"]) == ("people", "Solver A")
    assert shown["happenings"]
    assert shown["messages"]


def test_the_page_shows_them_and_what_is_missing(draft, client):
    client.force_login(owner_of(draft))
    path = f"/challenges/{draft.pk}/rehearsal"
    page = client.post(path, {"ending": "silence", "entries": 1}).content.decode()
    assert "judging.escalated" in page
    Challenge.objects.filter(pk=draft.pk).update(statement="")
    refused = client.post(path, {"ending": "silence", "entries": 1})
    assert refused.status_code == 409
    assert "<strong>statement</strong>" in refused.content.decode()


def test_there_is_a_script_for_whoever_decides():
    assert set(SCRIPTS) == set(Decider)
