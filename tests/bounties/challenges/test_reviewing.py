"""From the drawer to the board: drafting, reviewing, funding, opening."""

from datetime import timedelta

import pytest

from bounties.accounts.models import Membership
from bounties.challenges import asking, drafting, funding, publishing, reviewing
from bounties.challenges.drafting import NotEditable
from bounties.challenges.models import Challenge, Review
from bounties.challenges.problems import Incomplete
from bounties.challenges.terms import PrizeTerms
from bounties.errors import IllegalMove, InvalidInput, NotAllowed, OutOfDate
from payments.purses.models import Purse
from tests.bounties.building import make_challenge, terms
from tests.bounties.conftest import make_sponsor, make_staff, make_user
from tests.clock import move_clock
from workers.clock import laurel_now
from workers.models import Event

pytestmark = pytest.mark.django_db


def test_a_stranger_cannot_draft_for_a_sponsor(sponsor, stranger):
    with pytest.raises(NotAllowed):
        drafting.create(sponsor_id=sponsor.pk, terms=terms(), by=stranger)
    assert not Challenge.objects.exists()


def test_a_viewer_of_the_sponsor_cannot_draft(sponsor, stranger):
    Membership.objects.create(sponsor=sponsor, user=stranger, role="viewer")
    with pytest.raises(NotAllowed):
        drafting.create(sponsor_id=sponsor.pk, terms=terms(), by=stranger)


def test_the_database_sums_up_the_prizes(sponsor, owner):
    challenge = drafting.create(sponsor_id=sponsor.pk, terms=terms(), by=owner)
    assert challenge.prize_total == 100_000 + 2 * 20_000
    changes = {"prizes": (PrizeTerms(1, 70_000),)}
    drafting.amend(challenge_id=challenge.pk, version=1, changes=changes, by=owner)
    assert Challenge.objects.get(pk=challenge.pk).prize_total == 70_000


def test_an_unknown_format_names_the_ones_there_are(sponsor, owner):
    with pytest.raises(InvalidInput, match=r"Choose one of: .*prize"):
        drafting.create(sponsor_id=sponsor.pk, terms=terms(format="lottery"), by=owner)


def test_a_stale_version_changes_nothing(sponsor, owner):
    challenge = drafting.create(sponsor_id=sponsor.pk, terms=terms(), by=owner)
    drafting.amend(challenge_id=challenge.pk, version=1, changes={"title": "First"}, by=owner)
    with pytest.raises(OutOfDate):
        drafting.amend(challenge_id=challenge.pk, version=1, changes={"title": "Second"}, by=owner)
    assert Challenge.objects.get(pk=challenge.pk).title == "First"


def test_what_is_under_review_is_not_rewritten():
    challenge = make_challenge("in_review")
    with pytest.raises(NotEditable):
        drafting.amend(challenge_id=challenge.pk, version=2, changes={"title": "New"}, by=challenge.created_by)


def test_submitting_keeps_the_terms_and_their_hash():
    challenge = make_challenge("in_review")
    kept = challenge.terms.get()
    assert kept.sha256 == challenge.terms_sha256
    assert kept.document["prizes"][0]["amount"] == 100_000


def test_an_incomplete_draft_is_not_submitted(sponsor, owner):
    challenge = drafting.create(sponsor_id=sponsor.pk, terms=terms(criteria=(), statement=""), by=owner)
    with pytest.raises(Incomplete) as refusal:
        reviewing.submit(challenge_id=challenge.pk, by=owner)
    assert set(refusal.value.errors) == {"criteria", "statement"}
    assert Challenge.objects.get(pk=challenge.pk).status == "draft"


def test_an_unverified_sponsor_submits_nothing(owner):
    sponsor = make_sponsor(owner, verified=False)
    challenge = drafting.create(sponsor_id=sponsor.pk, terms=terms(), by=owner)
    with pytest.raises(Incomplete, match="not verified"):
        reviewing.submit(challenge_id=challenge.pk, by=owner)


def test_only_a_moderator_without_a_part_in_the_sponsor_approves(moderator, stranger):
    challenge = make_challenge("in_review")
    with pytest.raises(NotAllowed):
        reviewing.approve(challenge_id=challenge.pk, by=stranger)
    Membership.objects.create(sponsor=challenge.sponsor, user=moderator, role="viewer")
    with pytest.raises(NotAllowed, match="Another moderator"):
        reviewing.approve(challenge_id=challenge.pk, by=moderator)
    assert not Review.objects.exists()


def test_a_challenge_is_approved_once(moderator):
    challenge = make_challenge("in_review")
    reviewing.approve(challenge_id=challenge.pk, by=moderator)
    with pytest.raises(IllegalMove):
        reviewing.approve(challenge_id=challenge.pk, by=make_staff("moderator"))
    assert Review.objects.filter(challenge=challenge).count() == 1


def test_changes_are_requested_with_a_reason_and_made(moderator):
    challenge = make_challenge("in_review")
    with pytest.raises(InvalidInput):
        reviewing.request_changes(challenge_id=challenge.pk, reason=" ", by=moderator)
    challenge = reviewing.request_changes(challenge_id=challenge.pk, reason="Say more.", by=moderator)
    owner = challenge.created_by
    changes = {"statement": "More."}
    challenge = drafting.amend(challenge_id=challenge.pk, version=challenge.version, changes=changes, by=owner)
    assert reviewing.submit(challenge_id=challenge.pk, by=owner).status == "in_review"
    assert challenge.terms.count() == 2


def test_a_rejected_challenge_stays_rejected(moderator):
    challenge = make_challenge("in_review")
    reviewing.reject(challenge_id=challenge.pk, reason="No.", by=moderator)
    with pytest.raises(IllegalMove):
        reviewing.submit(challenge_id=challenge.pk, by=challenge.created_by)


def test_without_moderation_a_challenge_approves_itself(settings):
    settings.MODERATION = False
    assert make_challenge("in_review").status == "approved"


def test_a_funded_challenge_opens_at_once_if_its_hour_has_come():
    challenge = make_challenge("open")
    assert (challenge.status, challenge.due_at) == ("open", challenge.closes_at)
    assert Purse.objects.get(reference=str(challenge.pk)).target == challenge.prize_total


def test_a_scheduled_challenge_opens_by_itself_at_its_hour():
    challenge = make_challenge("scheduled")
    assert publishing.open_due() == 0
    move_clock(seconds=1801)
    assert publishing.open_due() == 1
    challenge.refresh_from_db()
    assert (challenge.status, challenge.due_at) == ("open", challenge.closes_at)
    assert publishing.open_due() == 0
    assert Event.objects.filter(name="challenge.opened", root=str(challenge.pk)).count() == 1


def test_unpaid_for_fourteen_days_a_challenge_goes_back_to_its_drawer():
    challenge = make_challenge("funding")
    move_clock(seconds=14 * 86_400 + 1)
    assert funding.return_unpaid() == 1
    challenge.refresh_from_db()
    assert (challenge.status, challenge.due_at) == ("draft", None)


def test_a_challenge_that_comes_back_with_other_prizes_is_paid_as_it_is_now(moderator):
    challenge = make_challenge(
        "funding", closes_at=laurel_now() + timedelta(days=30), judge_by=laurel_now() + timedelta(days=40)
    )
    move_clock(seconds=14 * 86_400 + 1)
    funding.return_unpaid()
    challenge.refresh_from_db()
    owner = challenge.created_by
    changes = {"prizes": (PrizeTerms(1, 70_000),), "opens_at": laurel_now()}
    drafting.amend(challenge_id=challenge.pk, version=challenge.version, changes=changes, by=owner)
    reviewing.submit(challenge_id=challenge.pk, by=owner)
    reviewing.approve(challenge_id=challenge.pk, by=moderator)
    funding.open_purse(challenge_id=challenge.pk, client_key="again", by=owner)
    assert Purse.objects.get(reference=str(challenge.pk)).target == 70_000


def test_nobody_pays_for_a_challenge_whose_deadline_has_passed():
    challenge = make_challenge("approved")
    move_clock(seconds=3601)
    with pytest.raises(funding.TooLateToFund):
        funding.open_purse(challenge_id=challenge.pk, client_key="k", by=challenge.created_by)


def test_what_is_funded_is_not_funded_again():
    challenge = make_challenge("open")
    with pytest.raises(funding.AlreadyFunded):
        funding.open_purse(challenge_id=challenge.pk, client_key="another", by=challenge.created_by)


def test_a_judge_of_the_sponsor_cannot_spend_its_money():
    challenge, judge = make_challenge("approved"), make_user()
    Membership.objects.create(sponsor=challenge.sponsor, user=judge, role="judge")
    with pytest.raises(NotAllowed):
        funding.open_purse(challenge_id=challenge.pk, client_key="k", by=judge)


def test_anyone_but_the_sponsor_asks_while_it_is_open_and_the_sponsor_answers_once(stranger):
    challenge = make_challenge("open")
    owner = challenge.created_by
    with pytest.raises(NotAllowed):
        asking.ask(challenge_id=challenge.pk, body="Why?", by=owner)
    question = asking.ask(challenge_id=challenge.pk, body="Why?", by=stranger)
    with pytest.raises(NotAllowed):
        asking.answer(question_id=question.pk, text="Because.", by=stranger)
    asking.answer(question_id=question.pk, text="Because.", by=owner)
    with pytest.raises(asking.AlreadyAnswered):
        asking.answer(question_id=question.pk, text="No.", by=owner)


def test_nobody_asks_before_it_opens_or_after_it_closes(stranger):
    for challenge in (make_challenge("scheduled"), make_challenge("judging")):
        with pytest.raises(asking.BoardClosed):
            asking.ask(challenge_id=challenge.pk, body="Why?", by=stranger)
