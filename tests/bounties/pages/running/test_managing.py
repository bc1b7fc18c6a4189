"""A sponsor's pages of a challenge that runs: what may be done now, what it means, and what may not be, and why."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from bounties.challenges.models import Challenge, Template
from bounties.challenges.terms import CriterionTerms
from bounties.entries import amending, cancelling, pausing, reconsenting
from payments.purses.models import Refund
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import hold_purse, open_stage
from tests.clock import move_clock
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def typed_on(page, **changes):
    """What its form would send as it stands, with these fields typed anew."""
    form = page.context["form"]
    rows = {"rows": form.count} if hasattr(form, "count") else {}
    shown = {field.html_name: field.value() for field in form} | rows | changes
    return {name: as_typed(value) for name, value in shown.items() if value is not None and value is not False}


def as_typed(value):
    if hasattr(value, "strftime"):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


def acts_of(page):
    return {str(act.name): act.url for act in page.context["acts"]}


@pytest.fixture
def challenge(db):
    days = {"closes_at": laurel_now() + timedelta(days=5), "judge_by": laurel_now() + timedelta(days=9)}
    return make_challenge(statement="Our cold stores\nwarm up.", **days)


@pytest.fixture
def owner(challenge):
    return browser_of(challenge.created_by)


def change(browser, challenge, step, *, do="", page="terms", **changes):
    address = f"/challenges/{challenge.pk}/{page}/{step}"
    return browser.post(address, typed_on(browser.get(address), **changes) | {"do": do})


def test_each_role_is_shown_what_it_may_do(challenge, owner):
    page = owner.get(f"/challenges/{challenge.pk}/manage")
    assert {"Change the terms", "Give more time", "Raise a prize", "Call it off"} <= set(acts_of(page))
    for role, acts in {"finance": {"Raise a prize", "See what was paid"}, "viewer": set()}.items():
        member = make_user()
        challenge.sponsor.memberships.create(user=member, role=role)
        browser = browser_of(member)
        assert set(acts_of(browser.get(f"/challenges/{challenge.pk}/manage"))) == acts
        assert browser.get(f"/challenges/{challenge.pk}/call-off").status_code == 403
    assert browser.get(f"/challenges/{challenge.pk}/raise").status_code == 403


def test_a_change_is_shown_old_against_new_before_it_is_one(challenge, owner):
    typed = {"statement": "Our cold stores\nwarm up.\nMost of all on Mondays."}
    page = change(owner, challenge, "details", **typed)
    assert "Most of all on Mondays." in text_of(page)
    assert [str(label) for label, _ in page.context["changes"]] == ["Description"]
    assert Challenge.objects.get().statement == challenge.statement
    answer = change(owner, challenge, "details", do="confirm", **typed)
    assert answer.url == f"/challenges/{challenge.pk}/manage"
    assert Challenge.objects.get().statement == typed["statement"]
    everyone = text_of(Client().get(f"/challenges/{challenge.pk}/changes"))
    assert "Most of all on Mondays." in everyone
    assert "Its terms were changed." in text_of(Client().get(f"/challenges/{challenge.pk}"))


@pytest.mark.parametrize("step", ["details", "rules", "rubric", "timeline"])
def test_a_form_sent_as_it_stands_changes_nothing(challenge, owner, step):
    make_entry(challenge)
    assert "Nothing is said otherwise than before." in text_of(change(owner, challenge, step, do="confirm"))
    assert Challenge.objects.get().version == challenge.version


def test_what_would_undercut_work_is_refused_before_the_last_button_and_stays_typed(challenge, owner):
    make_entry(challenge)
    page = change(owner, challenge, "details", statement="Something else.")
    assert "ask a moderator" in text_of(page)
    assert page.context["form"]["statement"].value() == "Something else."
    more = change(owner, challenge, "details", do="confirm", statement=challenge.statement + " And on Sundays.")
    assert more.status_code == 302, text_of(more)


def test_another_window_is_never_overwritten(challenge, owner):
    address = f"/challenges/{challenge.pk}/terms/details"
    typed = typed_on(owner.get(address), summary="Mine.")
    change(owner, challenge, "details", do="confirm", summary="Theirs.")
    page = owner.post(address, typed | {"do": "confirm"})
    assert "It was changed elsewhere while you wrote." in text_of(page)
    assert page.context["form"]["summary"].value() == "Mine."
    assert owner.post(address, typed_on(page) | {"do": "confirm"}).status_code == 302
    assert Challenge.objects.get().summary == "Mine."


def test_more_time_moves_the_decision_too_and_is_limited(challenge, owner):
    for days in (6, 7):
        later = laurel_now() + timedelta(days=days)
        assert change(owner, challenge, "deadline", do="confirm", closes_at=later).status_code == 302
    found = Challenge.objects.get()
    assert found.judge_by - found.closes_at == challenge.judge_by - challenge.closes_at
    assert acts_of(owner.get(f"/challenges/{challenge.pk}/manage"))["Give more time"] == ""
    third = change(owner, challenge, "deadline", do="confirm", closes_at=laurel_now() + timedelta(days=8))
    assert "extended 2 times already" in text_of(third)


def test_a_change_that_was_written_in_time_and_sent_too_late_is_kept_and_explained(challenge, owner):
    address = f"/challenges/{challenge.pk}/terms/details"
    typed = typed_on(owner.get(address), summary="A longer word.")
    Challenge.objects.filter(pk=challenge.pk).update(status="judging")
    page = owner.post(address, typed | {"do": "confirm"})
    assert "It can no longer be changed." in text_of(page)
    assert page.context["form"]["summary"].value() == "A longer word."


def test_a_moderator_puts_a_change_to_the_entrants_who_read_it_in_words(challenge):
    entry = make_entry(challenge)
    moderator = browser_of(make_staff("moderator"))
    said = {"page": "propose", "name-0": "Fits", "reason": "The rubric was a mistake."}
    assert "Fits" in text_of(change(moderator, challenge, "rubric", **said))
    assert not challenge.amendments.exists()
    assert change(moderator, challenge, "rubric", do="confirm", **said).status_code == 302
    amendment = challenge.amendments.get()
    page = text_of(browser_of(entry.entrant).get(f"/amendments/{amendment.pk}"))
    assert "<h3>Rubric</h3>" in page
    reconsenting.answer(amendment_id=amendment.pk, agrees=True, by=entry.entrant)
    assert "Every entrant agreed" in text_of(Client().get(f"/challenges/{challenge.pk}/changes"))


def test_a_proposal_without_a_reason_is_not_made(challenge):
    make_entry(challenge)
    moderator = browser_of(make_staff("moderator"))
    answer = change(moderator, challenge, "rubric", do="confirm", page="propose", **{"name-0": "Fits", "reason": ""})
    assert answer.status_code == 200
    assert not challenge.amendments.exists()


def test_a_pause_is_said_with_its_reason_and_what_it_does_to_the_hours(challenge):
    moderator = browser_of(make_staff("moderator"))
    address = f"/challenges/{challenge.pk}/pause"
    assert moderator.post(address, {"do": "pause", "reason": ""}).status_code == 200
    assert moderator.post(address, {"do": "pause", "reason": "A leak is looked into."}).status_code == 302
    everyone = text_of(Client().get(f"/challenges/{challenge.pk}"))
    assert "A leak is looked into." in everyone
    assert "every hour ahead is later by as long as it was paused" in everyone
    move_clock(seconds=3_600)
    (closing,) = [hour for hour in moderator.get(address).context["hours"] if hour.before == challenge.closes_at]
    assert closing.after - closing.before >= timedelta(hours=1)
    assert moderator.post(address, {"do": "resume"}).status_code == 302
    assert Challenge.objects.get().closes_at - closing.after < timedelta(seconds=60)
    assert "It went on" in text_of(Client().get(f"/challenges/{challenge.pk}"))


def test_calling_off_says_what_goes_back_before_the_button(db):
    stage = hold_purse(open_stage())
    owner, address = browser_of(stage.owner), f"/challenges/{stage.challenge.pk}/call-off"
    page = owner.get(address)
    assert (page.context["effect"].held, page.context["effect"].back) == (150_000, 157_500)
    assert "$1,575.00" in text_of(page)
    said = {"reason": "client_request", "is_sure": "on", "told": page.context["effect"].kind}
    assert owner.post(address, said).status_code == 302
    assert Challenge.objects.get().status == "cancelled"
    cancelling.return_purse(challenge_id=stage.challenge.pk)  # as its handler does
    assert sum(refund.amount + refund.fee for refund in Refund.objects.all()) == page.context["effect"].back


def test_what_calling_off_does_is_told_anew_if_somebody_handed_in_meanwhile(db):
    stage = hold_purse(open_stage(guarantee="up_to", kill_fee_bp=1_000))
    owner, address = browser_of(stage.owner), f"/challenges/{stage.challenge.pk}/call-off"
    said = {"reason": "client_request", "is_sure": "on", "told": owner.get(address).context["effect"].kind}
    make_entry(stage.challenge)
    page = owner.post(address, said)
    assert "Read anew what it means" in text_of(page)
    assert (page.context["effect"].kill_fee, page.context["effect"].back) == (15_000, 135_000)
    assert Challenge.objects.get().status == "open"
    assert owner.post(address, said | {"told": page.context["effect"].kind}).status_code == 302
    assert sum(refund.amount for refund in Refund.objects.all()) == page.context["effect"].back


def test_a_guaranteed_prize_is_not_called_off_once_work_is_in(challenge, owner):
    make_entry(challenge)
    assert acts_of(owner.get(f"/challenges/{challenge.pk}/manage"))["Call it off"] == ""
    assert "work was handed in" in text_of(owner.get(f"/challenges/{challenge.pk}/call-off"))


def test_a_template_is_kept_renamed_begun_from_and_forgotten(challenge, owner):
    assert owner.post(f"/challenges/{challenge.pk}/template", {"name": "Cold stores"}).status_code == 302
    again = owner.post(f"/challenges/{challenge.pk}/template", {"name": "Cold stores"})
    assert "Another template has this name" in text_of(again)
    template = Template.objects.get()
    address = f"/templates/{template.pk}"
    assert owner.post(address, {"do": "rename", "name": "Warm stores"}).status_code == 302
    assert "Warm stores" in text_of(owner.get(f"/sponsors/{challenge.sponsor_id}/templates"))
    assert f'action="{address}"' in text_of(owner.get("/post"))
    begun = owner.post(address, {"do": "begin"})
    draft = Challenge.objects.get(status="draft")
    assert begun.url == f"/challenges/{draft.pk}/edit/details"
    assert draft.statement == challenge.statement
    assert draft.judge_by - draft.closes_at == timedelta(seconds=template.judging_seconds)
    assert (
        timedelta(0) <= laurel_now() + timedelta(seconds=template.open_seconds) - draft.closes_at < timedelta(minutes=1)
    )
    assert owner.post(address, {"do": "delete"}).status_code == 302
    assert not Template.objects.exists()


def test_a_pause_and_an_open_amendment_close_what_they_bar(challenge, owner):
    pausing.pause(challenge_id=challenge.pk, reason="A leak.", by=make_staff("moderator"))
    acts = acts_of(owner.get(f"/challenges/{challenge.pk}/manage"))
    assert (acts["Change the terms"], acts["Raise a prize"]) == ("", "")
    assert "A leak." in text_of(owner.get(f"/challenges/{challenge.pk}/manage"))


def test_an_amendment_that_is_being_answered_is_told_to_whoever_would_change_more(challenge, owner):
    make_entry(challenge)
    changes = {"criteria": (CriterionTerms("Works", 100),)}
    reconsenting.propose(challenge_id=challenge.pk, changes=changes, reason="Simpler.", by=make_staff("moderator"))
    page = owner.get(f"/challenges/{challenge.pk}/terms/details")
    assert "A change is being answered" in text_of(page)
    refused = change(owner, challenge, "details", summary="New.")
    assert "Wait for their answers" in text_of(refused)
    assert amending.extensions_left(challenge) == 2
