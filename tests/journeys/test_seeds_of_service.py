"""The seeds' systems that sell a service level: a person in one step, a company with a chain of approvers, and people
who answer for their house."""

from datetime import timedelta
from typing import Any

import pytest

from bounties.accounts.models import Membership, Sponsor, User
from bounties.awards import confirming, laddering
from bounties.challenges.models import Challenge
from bounties.entries import closing
from bounties.service_levels import noticing
from payments.purses.settling import look
from tests.bounties.conftest import make_staff, make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.journeys.forums import QUESTION, Forum, Person, hand_in, helper, money, require_books, visitor
from tests.journeys.test_seeds_of_requests import ask, pass_due, seller
from tests.payments.conftest import simulator
from tests.simulator import GOOD, fill
from workers.clock import laurel_now

__all__ = ["simulator"]
pytestmark = pytest.mark.django_db
HOUR = 3600


def pay(asked: Any) -> None:
    """On Stripe's page; what then happens, happens by itself."""
    fill(asked["checkout_url"], card=GOOD)
    look(contribution_id=asked["contribution"])
    deliver_all()


def in_one_step(person: Person) -> Any:
    """The one call, under one key however often it is made."""
    answer = person.client.post(
        "/api/v1/challenges/post-and-pay", QUESTION, format="json", headers={"Idempotency-Key": "phone"}
    )
    assert answer.status_code == 201, answer.content
    return answer.json()


def kept(sponsor: Sponsor) -> dict[str, tuple[int, int]]:
    """Met and missed, as everyone reads them."""
    record = visitor().get(f"/api/v1/sponsors/{sponsor.pk}/reliability").json()
    return {row["measure"]: (row["all_time"]["met"], row["all_time"]["missed"]) for row in record["measures"]}


def test_b2c_a_person_posts_and_pays_in_one_step(simulator):
    person, moderator, ann = Person(make_user("pat")), Person(make_staff("moderator")), helper("ann")
    assert in_one_step(person)["next"] == "verification"
    moderator.post(f"sponsors/{Sponsor.objects.get().pk}/verify")
    waiting = in_one_step(person)
    pk = waiting["challenge"]["id"]
    assert waiting["next"] == "review"
    moderator.post(f"challenges/{pk}/approve")
    pay(in_one_step(person))
    assert in_one_step(person)["next"] == "nothing"
    answer = hand_in(ann, pk, "Reset the network settings.")
    person.post(f"answers/{answer}/accept", version=1)
    deliver_all()
    assert person.get(f"challenges/{pk}")["status"] == "completed"
    assert (Challenge.objects.count(), money(pk)) == (1, {"paid": 2_000, "refunded": 0, "held": 0})
    assert kept(Sponsor.objects.get())["payout"] == (1, 0)
    require_books()


class Company(Forum):
    """A forum's sponsor with people who each may do their part."""

    def __init__(self) -> None:
        super().__init__("Orchard Ltd")
        self.manager, self.treasurer, self.viewer = (
            self._member(make_user(), role) for role in ("manager", "finance", "viewer")
        )
        self.insider = self._member(make_staff("finance"), "viewer")  # works for the house too
        level = {"plan": "business", "calendar": "always"}
        self.owner.post(f"sponsors/{self.sponsor.pk}/service-level", **level)

    def _member(self, person: User, role: str) -> Person:
        Membership.objects.create(sponsor=self.sponsor, user=person, role=role)
        return Person(person)

    def template(self) -> str:
        """Terms that the company posts again and again."""
        now = laurel_now()
        draft = self.manager.post(
            "challenges",
            sponsor=str(self.sponsor.pk),
            format="ideation",
            title="A better crate",
            summary="It is carried up stairs.",
            statement="Our crates are heavy.",
            currency="usd",
            prizes=[{"rank": 1, "amount": 600_000}],
            ip_terms="licence",
            opens_at=now.isoformat(),
            closes_at=(now + timedelta(days=2)).isoformat(),
            judge_by=(now + timedelta(days=16)).isoformat(),
        )
        kept_as: str = self.manager.post(f"challenges/{draft['id']}/templates", name="Crates")["id"]
        return kept_as

    def open_from(self, template: str) -> str:
        """The manager drafts, a moderator looks, the treasurer pays; nobody does another's part."""
        opens_at = laurel_now().isoformat()
        pk: str = self.manager.post(f"templates/{template}/drafts", title="A lighter lid", opens_at=opens_at)["id"]
        self.treasurer.post(f"challenges/{pk}/submit", expect=403)
        self.manager.post(f"challenges/{pk}/submit")
        self.manager.post(f"challenges/{pk}/approve", expect=403)
        self.moderator.post(f"challenges/{pk}/approve")
        self.viewer.post(f"challenges/{pk}/fund", expect=403)
        pay(self.treasurer.post(f"challenges/{pk}/fund"))
        assert self.status(pk) == "open"
        return pk


def pass_close(pk: str) -> None:
    """Let its entries close, or its appeal window."""
    due_at = Challenge.objects.get(pk=pk).due_at
    move_clock(seconds=(due_at - laurel_now()).total_seconds() + 1)
    closing.close_due()
    confirming.confirm_due()
    laddering.climb_due()
    deliver_all()


def test_b2b_company_with_a_level_templates_and_a_chain_of_approvers(simulator):
    company, ann = Company(), helper("ann")
    pk = company.open_from(company.template())
    question = ann.post(f"challenges/{pk}/questions", body="How heavy is it?")["id"]
    deliver_all()
    (running,) = company.viewer.get(f"sponsors/{company.sponsor.pk}/service-clocks")["results"]
    assert (running["measure"], running["plan"]) == ("answer", "business")
    move_clock(seconds=9 * HOUR)
    noticing.notice_due()
    deliver_all()
    told = [row["title"] for row in company.manager.get("notifications")["results"]]
    assert "A question is answered late: A lighter lid" in told
    company.manager.post(f"questions/{question}/answer", answer="Nine kilograms.")
    entry = hand_in(ann, pk, "Make it of bamboo.")
    pass_close(pk)
    company.manager.post(f"challenges/{pk}/decide", awards=[{"entry": entry, "rank": 1, "reason": "Light."}])
    pass_close(pk)
    (award,) = ann.get("awards")["results"]
    ann.post(f"awards/{award['id']}/accept")
    deliver_all()
    approve_by_two(company)
    assert company.status(pk) == "completed"
    assert kept(company.sponsor) == {"answer": (0, 1), "judging": (1, 0), "payout": (1, 0)}
    assert money(pk) == {"paid": 600_000, "refunded": 0, "held": 0}
    require_books()


def approve_by_two(company: Company) -> None:
    """Above the second limit two people of the house must agree, neither of them on the side that pays."""
    first, second = (Person(make_staff("finance")) for _ in range(2))
    (payout,) = first.get("payouts")["results"]
    for person, expect in ((company.insider, 403), (first, 200), (first, 409), (second, 200)):
        person.post(f"payouts/{payout['id']}/approve", expect=expect)
    deliver_all()


def test_zappos_a_question_a_thread_with_the_other_side_and_an_exception_by_a_human_moderator(simulator):
    buyer, ann = Forum("Shoe fan"), seller("ann")
    pk = ask(buyer, "Red shoes, size 44", 90, "The model is not made any more.")
    question = ann.post(f"challenges/{pk}/questions", body="Is dark red red?")["id"]
    buyer.owner.post(f"questions/{question}/answer", answer="It is.")
    assert ann.get(f"challenges/{pk}/questions")["results"][0]["answer"] == "It is."
    offer = hand_in(ann, pk, "A pair, never worn.", price=8_000)
    pass_due(pk)
    assert kept(buyer.sponsor)["answer"] == (1, 0)
    buyer.owner.post(f"entries/{offer}/messages", body="Call me: 020 7946 0018", expect=400)
    asked = buyer.owner.post(f"entries/{offer}/messages", body="Show the soles, or I tell everyone that you cheat.")
    ann.post(f"messages/{asked['id']}/report", reason="A threat.")
    buyer.moderator.post(f"messages/{asked['id']}/hide", reason="Ask, without threats.")
    make_an_exception(buyer, pk)
    ann.post(f"entries/{offer}/messages", body="The soles are clean.")
    bodies = [row["body"] for row in buyer.owner.get(f"entries/{offer}/messages")["results"]]
    assert bodies == ["", "The soles are clean."]
    buyer.owner.post(f"challenges/{pk}/decide", awards=[{"entry": offer, "rank": 1, "reason": "Clean."}])
    deliver_all()
    assert kept(buyer.sponsor)["judging"] == (1, 0)


def make_an_exception(buyer: Forum, pk: str) -> None:
    """A moderator stops the clock for three days; nobody loses any of theirs."""
    judge_by = Challenge.objects.get(pk=pk).due_at
    buyer.moderator.post(f"challenges/{pk}/pause", reason="The seller is ill; the buyer has agreed to wait.")
    move_clock(seconds=timedelta(days=3).total_seconds())
    buyer.moderator.post(f"challenges/{pk}/resume")
    assert Challenge.objects.get(pk=pk).due_at - judge_by >= timedelta(days=3)
