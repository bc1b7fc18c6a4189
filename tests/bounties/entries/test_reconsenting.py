"""After work was handed in, the terms change only if every entrant agrees."""

from datetime import timedelta

import pytest

from bounties.challenges.models import Challenge
from bounties.challenges.terms import CriterionTerms
from bounties.entries import amending, pausing, reconsenting, withdrawing
from bounties.entries.amending import PrizesFixed
from bounties.entries.models import Amendment, Entry
from bounties.entries.refusals import AmendmentPending
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.notifications.models import Notification
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.queues import queue_stage, reject
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db
NEW = {"criteria": (CriterionTerms("Works", 100),)}
DAYS = 86_400


@pytest.fixture
def challenge():
    """Two have handed in; it is open for five days."""
    return make_challenge(
        entries=2, closes_at=laurel_now() + timedelta(days=5), judge_by=laurel_now() + timedelta(days=9)
    )


@pytest.fixture
def moderator():
    return make_staff("moderator")


@pytest.fixture
def amendment(challenge, moderator):
    return propose(challenge, moderator)


def propose(challenge, moderator, changes=NEW, reason="The first rubric was a mistake."):
    return reconsenting.propose(challenge_id=challenge.pk, changes=changes, reason=reason, by=moderator)


def entrants(challenge):
    return [entry.entrant for entry in Entry.objects.competing().filter(challenge=challenge).order_by("created_at")]


def answer(amendment, user, agrees=True):
    return reconsenting.answer(amendment_id=amendment.pk, agrees=agrees, by=user)


def rubric(challenge):
    return [criterion.name for criterion in Challenge.objects.get(pk=challenge.pk).criteria.all()]


def test_the_last_yes_changes_the_terms(challenge, amendment):
    before = rubric(challenge)
    first, second = entrants(challenge)
    assert answer(amendment, first).status == "open"
    assert rubric(challenge) == before
    assert answer(amendment, second).status == "applied"
    assert rubric(challenge) == ["Works"]
    latest = challenge.terms.latest("number")
    assert latest.is_material
    assert {entry.terms_id for entry in challenge.entries.all()} == {latest.pk}
    assert Challenge.objects.get(pk=challenge.pk).terms_sha256 == latest.sha256


def test_one_no_leaves_them_as_they_are(challenge, amendment):
    before = rubric(challenge)
    first, second = entrants(challenge)
    assert answer(amendment, first, agrees=False).status == "refused"
    with pytest.raises(IllegalMove):
        answer(amendment, second)
    assert rubric(challenge) == before


def test_so_does_silence(challenge, amendment):
    before = rubric(challenge)
    answer(amendment, entrants(challenge)[0])
    move_clock(seconds=3 * DAYS - 5)
    assert reconsenting.lapse_due() == 0
    move_clock(seconds=10)
    with pytest.raises(IllegalMove):  # the clock decides, not the tick
        answer(amendment, entrants(challenge)[1])
    assert reconsenting.lapse_due() == 1
    amendment.refresh_from_db()
    assert (amendment.status, rubric(challenge)) == ("lapsed", before)


def test_who_hands_in_meanwhile_is_asked_too(challenge, amendment):
    newcomer = make_entry(challenge).entrant
    for user in entrants(challenge)[:2]:
        assert answer(amendment, user).status == "open"
    assert answer(amendment, newcomer).status == "applied"


def test_who_withdraws_is_waited_for_no_more(challenge, amendment):
    first, second = entrants(challenge)
    answer(amendment, first)
    withdrawing.withdraw(entry_id=challenge.entries.get(entrant=second).pk, by=second)
    deliver_all(forgive=True)
    amendment.refresh_from_db()
    assert amendment.status == "applied"


def test_who_is_rejected_in_a_queue_is_asked_no_more(moderator):
    queue = queue_stage(entries=3)
    reject(queue)
    amendment = propose(queue.challenge, moderator, {"ip_terms": "open_source"})
    out, _, third = (entry.entrant for entry in queue.entries)
    with pytest.raises(Amendment.DoesNotExist):
        answer(amendment, out)
    assert answer(amendment, third).status == "open"
    reject(queue)
    deliver_all(forgive=True)
    amendment.refresh_from_db()
    assert amendment.status == "applied"
    latest = queue.challenge.terms.latest("number")
    assert [entry.entrant for entry in queue.challenge.entries.filter(terms=latest)] == [third]
    assert not Notification.objects.filter(user=out, kind="amendment.proposed").exists()


def test_an_answer_is_for_good_and_a_repeat_changes_nothing(challenge, amendment):
    first = entrants(challenge)[0]
    answer(amendment, first)
    assert answer(amendment, first).answers.count() == 1
    with pytest.raises(IllegalMove):
        answer(amendment, first, agrees=False)


def test_there_is_time_until_the_deadline_at_most(moderator):
    challenge = make_challenge(entries=1)
    assert propose(challenge, moderator).due_at == challenge.closes_at


def test_a_pause_takes_no_time_from_it(challenge, amendment, moderator):
    due_at = amendment.due_at
    pausing.pause(challenge_id=challenge.pk, reason="A leak.", by=moderator)
    move_clock(seconds=DAYS)
    pausing.resume(challenge_id=challenge.pk, by=moderator)
    amendment.refresh_from_db()
    assert timedelta(days=1) <= amendment.due_at - due_at < timedelta(days=1, minutes=1)


def test_what_a_pause_has_moved_meanwhile_stays_moved(challenge, amendment, moderator):
    pausing.pause(challenge_id=challenge.pk, reason="A leak.", by=moderator)
    move_clock(seconds=DAYS)
    pausing.resume(challenge_id=challenge.pk, by=moderator)
    closes_at = Challenge.objects.get(pk=challenge.pk).closes_at
    for user in entrants(challenge):
        answer(amendment, user)
    changed = Challenge.objects.get(pk=challenge.pk)
    assert (rubric(challenge), changed.closes_at, changed.due_at) == (["Works"], closes_at, closes_at)


def test_one_answers_for_all_that_is_one_s_own(moderator):
    challenge = make_challenge(entry_limit=2)
    solver = make_entry(challenge).entrant
    make_entry(challenge, solver)
    assert answer(propose(challenge, moderator), solver).status == "applied"


def test_nobody_reads_the_addresses_of_an_allow_list(challenge, moderator, client_of):
    emails = sorted(user.email for user in entrants(challenge))
    propose(challenge, moderator, {"eligibility": {"emails": emails}})
    page = client_of(None).get(f"/api/v1/challenges/{challenge.pk}/amendments")
    assert page.json()["results"][0]["changed"] == ["eligibility"]
    assert not any(email in page.content.decode() for email in emails)


def test_meanwhile_nothing_else_changes(challenge, amendment, moderator):
    challenge.refresh_from_db()
    with pytest.raises(AmendmentPending):
        amending.amend(
            challenge_id=challenge.pk, version=challenge.version, changes={"tags": ("new",)}, by=challenge.created_by
        )
    with pytest.raises(AmendmentPending):
        propose(challenge, moderator)


def test_only_a_moderator_without_a_part_in_it_proposes(challenge):
    for user in (challenge.created_by, entrants(challenge)[0], make_user()):
        with pytest.raises(NotAllowed):
            propose(challenge, user)


def test_who_has_not_entered_has_nothing_to_answer(challenge, amendment):
    for user in (make_user(), challenge.created_by):
        with pytest.raises(Amendment.DoesNotExist):
            answer(amendment, user)


@pytest.mark.parametrize(
    ("changes", "reason", "refusal"),
    [(NEW, " ", InvalidInput), ({}, "Why not?", InvalidInput), ({"currency": "eur"}, "Why not?", PrizesFixed)],
)
def test_what_cannot_be_proposed_is_refused(challenge, moderator, changes, reason, refusal):
    with pytest.raises(refusal):
        propose(challenge, moderator, changes, reason)


def test_without_entries_the_sponsor_changes_the_terms_itself(moderator):
    with pytest.raises(IllegalMove):
        propose(make_challenge(), moderator)


def test_over_http(challenge, moderator, client_of):
    path = f"/api/v1/challenges/{challenge.pk}/amendments"
    body = {"changes": {"ip_terms": "open_source"}, "reason": "So that everyone can use it."}
    made = client_of(moderator).post(path, body, format="json")
    assert made.status_code == 201, made.content
    assert made.json()["changed"] == ["ip_terms"]
    for user in entrants(challenge):
        answered = client_of(user).post(
            f"/api/v1/amendments/{made.json()['id']}/answer", {"agrees": True}, format="json"
        )
        assert answered.status_code == 200, answered.content
    listed = client_of(entrants(challenge)[0]).get(path).json()["results"]
    assert [row["status"] for row in listed] == ["applied"]
    assert Challenge.objects.get(pk=challenge.pk).ip_terms == "open_source"


def test_while_paused_nobody_answers_nothing_lapses_and_who_leaves_is_counted_afterwards(
    challenge, amendment, moderator
):
    first, *others = entrants(challenge)
    for user in others:
        answer(amendment, user)
    pausing.pause(challenge_id=challenge.pk, reason="A leak.", by=moderator)
    with pytest.raises(IllegalMove, match="paused"):
        answer(amendment, first)
    withdrawing.withdraw(entry_id=Entry.objects.get(entrant=first).pk, by=first)
    deliver_all()
    move_clock(seconds=30 * DAYS)
    assert reconsenting.lapse_due() == 0
    pausing.resume(challenge_id=challenge.pk, by=moderator)
    deliver_all()
    amendment.refresh_from_db()
    assert amendment.status == "applied"
