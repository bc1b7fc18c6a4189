"""The seeds' systems that hold contests, each with its own twist: prizes by a panel, and designs by public vote."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bounties.awards.signing import public_key
from bounties.ballots.policies import hours_of
from bounties.challenges.models import Challenge
from bounties.judging.verify import findings
from tests.bounties.conftest import client_of
from tests.bounties.drawing import image_bytes
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.journeys.contests import RUBRIC, award, contest, pass_due, score, seat, take
from tests.journeys.forums import Forum, Person, hand_in, helper, money, require_books
from tests.payments.conftest import simulator
from workers.clock import laurel_now

__all__ = ["simulator"]
pytestmark = pytest.mark.django_db


def draw(person: Person, pk: str, seed: int) -> str:
    """An entry with a picture."""
    entry: str = person.post(f"challenges/{pk}/entries", title=f"Design {seed}", body="", accept_terms=True)["id"]
    picture = SimpleUploadedFile("design.png", image_bytes(seed=seed))
    sent = person.client.post(f"/api/v1/entries/{entry}/files", {"file": picture}, format="multipart")
    assert sent.status_code == 201, sent.content
    person.post(f"entries/{entry}/submit")
    return entry


def pass_hour(pk: str, hour: str) -> None:
    """Let an hour of the ballot come."""
    moment = getattr(hours_of(Challenge.objects.get(pk=pk)), hour)
    move_clock(seconds=(moment - laurel_now()).total_seconds() + 1)
    deliver_all()


def vote(voter: Person, pk: str, **marks: int) -> None:
    voter.put(f"challenges/{pk}/ballot", marks=[{"entry": entry, "mark": mark} for entry, mark in marks.items()])


def test_innocentive_a_company_and_a_person_each_post_a_challenge_and_solvers_are_paid(simulator):
    company, person = Forum("Deep Chill"), Forum("Ines Alone", kind="individual")
    ann, ben, cleo = helper(payable=False), helper("ben"), helper("cleo")
    pallets = company.post(**contest(title="Which pallet spoils first?", criteria=RUBRIC))
    kettle = person.post(**contest(title="A kettle that does not scale", criteria=RUBRIC))
    judges = [seat(company, pallets, helper(payable=False)) for _ in range(2)]
    seat(person, kettle, person.owner)
    slope, level = hand_in(ann, pallets, "The slope of two sensors."), hand_in(ben, pallets, "The level of one.")
    felt = hand_in(cleo, kettle, "A filter of felt.")
    for pk in (pallets, kettle):
        pass_due(pk, "judging")
    for judge in judges:
        assert not {"entrant", "entrant_id"} & set(judge.get(f"challenges/{pallets}/judging")["results"][0])
        score(judge, slope, 60, pallets)
        score(judge, level, 90, pallets)
    score(person.owner, felt, 80, kettle)
    award(company, pallets, level)
    award(person, kettle, felt)
    for winner in (ben, cleo):
        take(winner)
    assert [company.status(pallets), person.status(kettle)] == ["completed", "completed"]
    assert money(pallets) == money(kettle) == {"paid": 20_000, "refunded": 0, "held": 0}
    assert client_of(None).get(f"/api/v1/challenges/{pallets}/result-bundle").status_code == 200
    require_books()


def test_threadless_pictures_pass_a_quality_gate_and_the_public_s_hidden_votes_choose(simulator):
    shop, ann = Forum("Threads"), helper("ann")
    ben, *voters = (helper(payable=False) for _ in range(3))
    gate = {"screening": 3_600, "cure": 3_600}
    pk = shop.post(**contest(title="A shirt", format="vote", entry_media="images", screening=True, durations=gate))
    fox, copied = draw(ann, pk, 1), draw(ben, pk, 2)
    deliver_all()
    visitor = client_of(None)
    assert visitor.get(f"/api/v1/challenges/{pk}/gallery").json()["code"] == "not_judging"
    pass_due(pk, "judging")
    shop.moderator.post(f"entries/{fox}/screen", verdict="qualified")
    shop.moderator.post(f"entries/{copied}/screen", verdict="ineligible", reason="Somebody else drew this.")
    voters[0].put(f"challenges/{pk}/ballot", marks=[{"entry": fox}], expect=409)
    pass_hour(pk, "opens_at")
    (shown,) = visitor.get(f"/api/v1/challenges/{pk}/gallery").json()["results"]
    assert (shown["id"], len(shown["pictures"])) == (fox, 1)
    assert visitor.get(shown["pictures"][0]["small"])["Content-Type"] == "image/webp"
    assert "Design 1" in visitor.get(f"/challenges/{pk}").content.decode()
    ann.put(f"challenges/{pk}/ballot", marks=[{"entry": fox}], expect=403)
    for voter in voters:
        vote(voter, pk, **{fox: 1})
        assert visitor.get(f"/api/v1/challenges/{pk}/tally").status_code == 409
    pass_due(pk, "awarding")
    assert visitor.get(f"/api/v1/challenges/{pk}/tally").json()["counted"] == 2
    take(ann)
    assert shop.status(pk) == "completed"
    assert money(pk) == {"paid": 20_000, "refunded": 0, "held": 0}
    require_books()


def test_jones_soda_a_jury_picks_the_label_among_the_first_of_the_public_s_scores(simulator):
    soda, ben = Forum("Jones"), helper("ben")
    ann, cleo, *voters = (helper(payable=False) for _ in range(3))
    rules = {"kind": "score", "jury_picks_among": 2}
    pk = soda.post(**contest(title="A label", format="vote", ballot=rules, durations={"jury": 2 * 86_400}))
    dog, cat, fish = (hand_in(one, pk, body) for one, body in ((ann, "A dog."), (ben, "A cat."), (cleo, "A fish.")))
    pass_due(pk, "judging")
    for voter in voters:
        vote(voter, pk, **{dog: 5, cat: 4, fish: 0})
    soda.owner.post(f"challenges/{pk}/decide", awards=[], expect=409)
    pass_hour(pk, "tallied_at")
    picked = {"rank": 1, "reason": "It prints well."}
    soda.owner.post(f"challenges/{pk}/decide", awards=[picked | {"entry": fish}], expect=400)
    soda.owner.post(f"challenges/{pk}/decide", awards=[picked | {"entry": cat}])
    pass_due(pk, "awarding")
    assert soda.owner.get(f"challenges/{pk}/results")["rule"] == "jury"
    take(ben)
    assert money(pk) == {"paid": 20_000, "refunded": 0, "held": 0}
    require_books()


def test_nikeid_a_jury_of_makers_and_the_public_choose_a_sole_together(simulator):
    nike, ben = Forum("Soles"), helper("ben")
    ann, *voters = (helper(payable=False) for _ in range(4))
    terms = {"format": "vote", "aggregation": "jury_and_public", "aggregation_options": {"public_share": 40}}
    pk = nike.post(**contest(title="A sole", criteria=RUBRIC, **terms))
    makers = [seat(nike, pk, helper(payable=False)) for _ in range(2)]
    wave, grid = hand_in(ann, pk, "Waves."), hand_in(ben, pk, "A grid.")
    assert "the votes decide alone" in nike.owner.get(f"challenges/{pk}")["if_nobody_decides"][-1]["says"]
    pass_due(pk, "judging")
    for maker in makers:
        score(maker, wave, 90, pk)
        score(maker, grid, 60, pk)
    makers[0].put(f"challenges/{pk}/ballot", marks=[{"entry": wave}], expect=403)
    assert voters[0].get(f"challenges/{pk}/ballot")["public_share"] == 40
    for voter, entry in zip(voters, (grid, grid, wave), strict=True):
        vote(voter, pk, **{entry: 1})
    nike.owner.get(f"challenges/{pk}/ranking", expect=409)
    pass_due(pk, "awarding")
    found = nike.owner.get(f"challenges/{pk}/results")
    assert (found["rule"], [row["entry"] for row in found["results"]]) == ("jury_and_public", [grid])
    assert [(row["jury"], row["public"], row["score"]) for row in found["blend"]["rows"]] == [
        (60, 100, 76),
        (90, 50, 74),
    ]
    take(ben)
    bundle = client_of(None).get(f"/api/v1/challenges/{pk}/result-bundle").json()
    assert [finding.sentence for finding in findings(bundle, {public_key()}) if not finding.holds] == []
    assert money(pk) == {"paid": 20_000, "refunded": 0, "held": 0}
    require_books()


def test_fluevog_shoes_are_ranked_by_few_voters_so_all_designers_share(simulator):
    shoes, ann, ben = Forum("Open source footwear"), helper("ann"), helper("ben")
    voter = helper(payable=False)
    rules = {"kind": "ranked", "quorum": 2}
    pk = shoes.post(**contest(title="A heel", format="vote", ballot=rules, ip_terms="open_source"))
    low, high = hand_in(ann, pk, "A low one."), hand_in(ben, pk, "A high one.")
    pass_due(pk, "judging")
    assert "equal parts" in shoes.owner.get(f"challenges/{pk}")["if_nobody_decides"][-1]["says"]
    vote(voter, pk, **{high: 1, low: 2})
    pass_due(pk, "awarding")
    assert shoes.owner.get(f"challenges/{pk}/results")["rule"] == "split_among_qualified"
    for winner in (ann, ben):
        take(winner)
    assert money(pk) == {"paid": 20_000, "refunded": 0, "held": 0}
    require_books()
