"""A public vote with a jury that scores: both decide together, one alone if the other is silent, else equal parts."""

from decimal import Decimal

import pytest

from bounties.awards import accepting, laddering, rereviewing
from bounties.awards.errors import NotReviewable
from bounties.awards.models import Award, Decision
from bounties.awards.rereviewing import Rescored
from bounties.ballots.errors import NotAVoter, NotTallied
from bounties.ballots.models import Tally
from bounties.ballots.reading import paper_for, result_for
from bounties.ballots.recounting import recount_of
from bounties.challenges.promising import promises
from bounties.errors import NotAllowed
from bounties.judging import inviting
from bounties.judging.errors import HiddenUntilDecided, NotInvitable
from bounties.judging.feedback import feedback_on
from bounties.judging.models import Judgeship, PublicScore
from bounties.judging.standings import ranking_rows
from bounties.judging.tie_breaking import break_tie
from tests.bounties.awards.conftest import award_of, contest, decide, hear, pass_due, pass_window, statuses
from tests.bounties.awards.recounting import Edition, bundle_of, faults, said
from tests.bounties.ballots.conftest import jury_stage, tallied, vote, vote_stage, votes
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.deliveries import deliver_all
from workers.models import Event


def end(stage):
    """The clock decides; returns by which rule."""
    pass_due(stage)
    laddering.climb_due()
    stage.reload()
    return Decision.objects.get(challenge=stage.challenge).rule


def winners(stage):
    return [(number, rank) for number, rank, _ in statuses(stage)]


def test_jury_and_public_decide_together_by_the_clock(spoken):
    assert end(spoken) == "jury_and_public"
    assert spoken.challenge.decision.decided_by is None
    assert winners(spoken) == [(0, 1), (1, 2)]
    assert feedback_on(spoken.entries[1].pk, spoken.entries[1].entrant).rank == 2
    bundle = bundle_of(spoken)
    assert faults(bundle) == {}
    assert [row["score"] for row in bundle["document"]["ranking"]] == ["70.0000", "60.0000", "40.0000"]
    assert said(bundle, "decision") == "the awards follow the ranking; the jury has spoken, the public has spoken"


def test_a_signed_result_fails_where_its_votes_scores_or_share_were_changed(spoken):
    end(spoken)
    for change in (
        lambda found: found["ballot"]["papers"].pop(),
        lambda found: found["scoring"]["cards"][0]["points"].__setitem__(0, "1"),
        lambda found: found["scoring"]["options"].__setitem__("public_share", 49),
        lambda found: found["decision"].__setitem__("kind", "ballot"),
    ):
        bundle = bundle_of(spoken)
        change(bundle["document"])
        assert faults(bundle).keys() & {"ballot", "ranking", "rule", "decision"}


def test_the_share_of_the_public_is_the_one_of_the_terms(db):
    stage = jury_stage(aggregation_options={"public_share": 10})
    votes(stage, 0, 5)
    stage.judge_all(90, 20, 80)
    assert paper_for(stage.challenge, stage.owner).public_share == 10
    end(stage)
    assert winners(stage) == [(0, 1), (2, 2)]
    assert faults(bundle_of(stage)) == {}


@pytest.mark.parametrize(
    ("ballot", "marks", "worth"),
    [
        ({"kind": "score", "minimum_scores": 2}, [{"e0": 5, "e1": 4}, {"e0": 3, "e2": 5}], ["80.0000", "0", "0"]),
        ({"kind": "ranked"}, [{"e2": 1, "e0": 2, "e1": 3}], ["50.0000", "0", "100.0000"]),
    ],
)
def test_every_kind_of_ballot_has_its_scale(db, ballot, marks, worth):
    stage = jury_stage(ballot=ballot)
    for one in marks:
        vote(stage, **one)
    stage.judge_all(60, 60, 60)
    end(stage)
    found = dict(PublicScore.objects.values_list("entry_id", "points"))
    assert [found[entry.pk] for entry in stage.entries] == [Decimal(one) for one in worth]
    assert faults(bundle_of(stage)) == {}


def test_a_silent_jury_leaves_it_to_the_votes_alone(jury):
    votes(jury, 1, 3, 2)
    for judge in jury.judges:
        for entry in jury.entries[:2]:
            jury.give(entry, judge, 100)
    assert end(jury) == "tally"
    assert winners(jury) == [(1, 1), (2, 2)]
    read = feedback_on(jury.entries[0].pk, jury.entries[0].entrant)
    assert (read.rank, read.ranked, len(read.results)) == (None, 0, 2)
    with pytest.raises(NotReviewable):
        order_rereview(jury, 1)
    bundle = bundle_of(jury)
    assert faults(bundle) == {}
    bundle["document"]["scoring"]["quorum"] = 0
    assert "as if the jury has not spoken" in faults(bundle)["decision"]


def test_with_too_few_ballots_the_jury_decides_alone(db):
    stage = jury_stage(ballot={"quorum": 2})
    votes(stage, 1)
    stage.judge_all(70, 90, 80)
    assert end(stage) == "mean_of_scorecards"
    assert winners(stage) == [(1, 1), (2, 2)]
    assert not PublicScore.objects.exists()
    blend = client_of(stage.owner).get(f"/api/v1/challenges/{stage.challenge.pk}/results").json()["blend"]
    assert "the jury's scores count alone" in blend["says"]
    assert [row["public"] for row in blend["rows"]] == [None] * 3
    bundle = bundle_of(stage)
    assert faults(bundle) == {}
    bundle["document"]["ballot"]["rules"]["quorum"] = 1
    assert "the public has spoken" in faults(bundle)["decision"]


def test_where_both_are_silent_all_get_equal_parts(jury):
    assert end(jury) == "split_among_qualified"
    assert [award.amount for award in Award.objects.all()] == [50_000] * 3
    assert faults(bundle_of(jury)) == {}


def test_a_tie_is_parted_by_the_public(jury):
    votes(jury, 1, 2)
    jury.judge_all(100, 50, 0)
    end(jury)
    assert [row["score"] for row in bundle_of(jury)["document"]["ranking"]] == ["75.0000", "75.0000", "0.0000"]
    assert winners(jury) == [(1, 1), (0, 2)]


def test_nobody_learns_how_they_stand_before_the_decision(spoken):
    """Neither the jury the votes, nor the sponsor, who has friends with a vote, the jury's ranking."""
    chair = spoken.seat(make_user(), is_chair=True)
    for entry in spoken.entries:
        spoken.give(entry, chair, 50)
    tallied(spoken)
    assert Tally.objects.count() == 1
    for reading in (result_for, recount_of):
        with pytest.raises(NotTallied):
            reading(spoken.challenge)
    with pytest.raises(HiddenUntilDecided):
        ranking_rows(spoken.challenge, spoken.owner)
    tied = [entry.pk for entry in spoken.entries[:2]]
    with pytest.raises(HiddenUntilDecided):
        break_tie(challenge_id=spoken.challenge.pk, entries=tied, reason="Neater.", by=chair)
    end(spoken)
    assert result_for(spoken.challenge).public_share == 50
    assert {one.cards for one in ranking_rows(spoken.challenge, spoken.owner)} == {3}


def test_nobody_picks_by_hand(spoken):
    tallied(spoken)
    with pytest.raises(NotAllowed):
        decide(spoken, [(0, 1), (1, 2)])


def test_who_judges_has_no_vote_and_who_voted_does_not_judge(jury):
    with pytest.raises(NotAVoter):
        vote(jury, jury.judges[0], e0=1)
    voter = make_user()
    vote(jury, voter, e0=1)
    seat = inviting.invite(challenge_id=jury.challenge.pk, email=voter.email, by=jury.owner)
    refused = client_of(voter).post(f"/api/v1/judgeships/{seat.pk}/accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "has_voted")
    assert Judgeship.objects.get(pk=seat.pk).status == "invited"


def test_without_a_jury_in_the_terms_there_is_no_panel(db):
    stage = vote_stage(entries=1)
    with pytest.raises(NotInvitable):
        stage.seat(make_user())


def test_what_follows_from_silence_is_promised_before_anyone_enters(jury):
    (last,) = promises(jury.challenge)
    assert last.at == jury.challenge.judge_by
    assert "the votes decide alone" in last.says
    assert "equal parts" in last.says


def test_a_silent_jury_is_reminded_and_replaced_as_every_panel_is(jury):
    deliver_all()
    root = str(jury.challenge.pk)
    assert Event.objects.filter(name="judging.reminder_set", root=root).count() == 3
    assert Event.objects.filter(name="judging.replacement_set", root=root).count() == 1


def test_the_results_say_how_they_came_about(spoken, client):
    page = f"/challenges/{spoken.challenge.pk}"
    assert "The jury&#x27;s scores count 50 %" in client.get(page).content.decode()
    end(spoken)
    blend = client_of(spoken.owner).get(f"/api/v1{page}/results").json()["blend"]
    assert blend["says"].startswith("The jury's scores count 50 %, the public's votes 50 %")
    assert [[row["jury"], row["public"], row["score"]] for row in blend["rows"]] == [
        [90, 50, 70],
        [20, 100, 60],
        [80, 0, 40],
    ]
    assert "70.0000" not in client.get(page).content.decode()
    pass_window(spoken)
    for number in (0, 1, 2):
        accepting.decline(award_id=award_of(spoken, number).pk, by=spoken.entries[number].entrant)
    assert "70.0000" in client.get(page).content.decode()


def test_a_place_that_falls_free_goes_to_the_next_of_both(spoken):
    end(spoken)
    pass_window(spoken)
    accepting.decline(award_id=award_of(spoken, 0).pk, by=spoken.entries[0].entrant)
    assert {(number, rank) for number, rank, status in statuses(spoken) if status == "offered"} == {(1, 1), (2, 2)}


def order_rereview(stage, number):
    appeal = hear(contest(stage, number, by=stage.entries[0].entrant), stage)
    entries = [stage.entries[0].pk]
    rereviewing.order_rereview(appeal_id=appeal.pk, entries=entries, reason="Read it again.", by=make_staff("arbiter"))
    return appeal


def test_a_re_review_changes_the_jurys_part_alone_and_is_recounted(spoken):
    """The first entry's 10 points and 50 of the public's make 30: behind the second's 60 and the third's 40."""
    end(spoken)
    appeal = order_rereview(spoken, 1)
    given = [
        Rescored(spoken.entries[0].pk, one.pk, Decimal(10), "It does less than it says.") for one in spoken.criteria
    ]
    rereviewing.review(appeal_id=appeal.pk, finding="It does less.", scores=given, by=make_staff("arbiter"))
    standing = Award.objects.filter(challenge=spoken.challenge).live().order_by("rank")
    assert [award.entry for award in standing] == [spoken.entries[1], spoken.entries[2]]
    pass_window(spoken)
    for number in (1, 2, 1):
        award = award_of(spoken, number)
        if award.status == "offered":
            accepting.decline(award_id=award.pk, by=spoken.entries[number].entrant)
    bundle = bundle_of(spoken, Edition.ENDED)
    assert faults(bundle) == {}
    assert said(bundle, "revisions").startswith("1 re-reviews were recounted")
