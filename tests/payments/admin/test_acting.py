"""An act on the desk: asked for, confirmed, done once, kept."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from payments.models import DeskAct, Payout, PayoutApproval
from payments.purses import refunding
from tests.payments.admin.conftest import act_of, confirm, page_of
from workers.models import Event

LIST = "admin:payments_payout_changelist"
BULK = "admin:payments_payout_bulk_act"


def statuses():
    return sorted(Payout.objects.values_list("status", flat=True))


def test_a_button_leads_to_a_page_that_says_what_will_happen(owed, desk):
    (payout,) = owed(60_000)
    checker = desk("checker")
    assert act_of(payout, "approve") in checker.get(page_of(payout)).text
    assert "$600.00" in checker.get(act_of(payout, "approve")).context["says"]


def test_the_list_says_who_is_paid_and_what_keeps_it_back_in_words(owed, desk):
    (payout,) = owed(60_000)
    confirm(desk("maker"), act_of(payout, "hold"), reason="Whose is it?")
    page = desk("viewer").get(reverse(LIST)).text
    assert f"{payout.payee.user} <small>{payout.payee.account_id}</small>" in page
    assert "Held by finance" in page


def test_looking_changes_nothing(owed, desk):
    (payout,) = owed(60_000)
    checker = desk("checker")
    before = Event.objects.count()
    for address in (page_of(payout), act_of(payout, "approve"), reverse(BULK, args=["approve"])):
        checker.get(address)
    assert (statuses(), Event.objects.count(), DeskAct.objects.count()) == (["ready"], before, 0)


def test_confirming_does_it_and_keeps_who_and_why(owed, desk):
    (payout,) = owed(60_000)
    checker = desk("checker")
    answer = confirm(checker, act_of(payout, "approve"), reason="Papers seen.")
    assert (answer.status_code, answer["Location"]) == (302, page_of(payout))
    assert statuses() == ["approved"]
    kept = DeskAct.objects.get()
    assert (kept.by, kept.act, kept.row, kept.given) == (
        checker.user,
        "approve",
        str(payout.pk),
        {"reason": "Papers seen."},
    )
    assert Event.objects.get(name="payout.endorsed").payload["reason"] == "Papers seen."


def test_no_button_is_offered_that_cannot_work(owed, desk):
    (payout,) = owed(60_000)
    checker = desk("checker")
    confirm(checker, act_of(payout, "cancel"), reason="To the wrong person.")
    assert act_of(payout, "pay_again") in checker.get(page_of(payout)).text
    refunding.refund_all(reference="R", reason="completed")
    assert act_of(payout, "pay_again") not in checker.get(page_of(payout)).text


def test_a_reason_is_asked_for_where_the_act_needs_one(owed, desk):
    (payout,) = owed(60_000)
    answer = confirm(desk("maker"), act_of(payout, "hold"), reason="   ")
    assert "This field is required." in answer.text
    assert statuses() == ["ready"]


def test_a_refusal_is_a_sentence_and_may_be_confirmed_anew(owed, desk):
    (payout,) = owed(600_000)
    checker = desk("checker")
    confirm(checker, act_of(payout, "approve"))
    again = confirm(checker, act_of(payout, "approve"))
    assert again.status_code == 409
    assert "another person must approve it too. Nothing was done." in again.text
    assert PayoutApproval.objects.count() == DeskAct.objects.count() == 1


def test_the_same_page_sent_twice_does_it_once(owed, desk):
    (payout,) = owed(60_000)
    maker, address = desk("maker"), act_of(payout, "hold")
    sent = {"token": str(uuid4()), "reason": "Odd."}
    assert maker.post(address, sent).status_code == 302
    again = maker.post(address, sent)
    assert (again.status_code, "done already" in again.text) == (409, True)
    assert Event.objects.filter(name="payout.held").count() == 1


def test_twenty_clicks_at_once_do_it_once(committed_db, owed, desk):
    (payout,) = owed(600_000)
    checker, address = desk("checker"), act_of(payout, "approve")
    sent = {"token": str(uuid4())}

    def click(_: int) -> int:
        try:
            return checker.post(address, sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(click, range(20)))
    assert sorted(answers) == [302] + [409] * 19
    assert PayoutApproval.objects.count() == 1


@pytest.mark.parametrize("token", ["", "no token"])
def test_without_the_page_s_token_nothing_is_done(owed, desk, token):
    (payout,) = owed(60_000)
    assert desk("checker").post(act_of(payout, "approve"), {"token": token}).status_code == 409
    assert statuses() == ["ready"]


@pytest.mark.parametrize(
    ("group", "mine"),
    [("viewer", set()), ("maker", {"hold", "flag"}), ("checker", {"approve"}), ("closer", set())],
)
def test_each_group_is_offered_and_allowed_its_own_acts(owed, desk, group, mine):
    (payout,) = owed(60_000)
    browser = desk(group)
    offered = dict(browser.get(page_of(payout)).context["acts"])
    assert {address.rsplit("/", 1)[1] for address in offered.values()} - {"cancel"} == mine
    for act in {"approve", "hold", "release"} - mine - ({"release"} if group == "checker" else set()):
        assert browser.get(act_of(payout, act)).status_code == 403
        assert browser.post(act_of(payout, act), {"token": str(uuid4()), "reason": "x"}).status_code == 403
    assert statuses() == ["ready"]


def test_an_unknown_act_or_row_is_not_there(owed, desk):
    (payout,) = owed(60_000)
    checker = desk("checker")
    assert checker.get(act_of(payout, "burn")).status_code == 404
    assert checker.get(act_of(payout, "approve").replace(str(payout.pk), str(uuid4()))).status_code == 404


class TestMany:
    def choose(self, browser, act, *payouts):
        chosen = {"action": act, "_selected_action": [str(payout.pk) for payout in payouts]}
        return browser.post(reverse(LIST), chosen)

    def test_each_row_has_its_own_outcome(self, owed, desk):
        fine, held = owed(60_000, 70_000)
        checker, maker = desk("checker"), desk("maker")
        asked = self.choose(checker, "approve", fine, held)
        assert "$600.00" in asked.text
        assert "$700.00" in asked.text
        confirm(maker, act_of(held, "hold"), reason="Odd.")  # meanwhile
        answer = checker.post(
            reverse(BULK, args=["approve"]),
            {"token": str(asked.context["token"]), "row": [str(fine.pk), str(held.pk)], "reason": "All seen."},
        )
        outcomes = {row.pk: refusal for row, _, refusal in answer.context["outcomes"]}
        assert outcomes == {fine.pk: "", held.pk: "A payout that is “Blocked” cannot be approved."}
        assert statuses() == ["approved", "blocked"]

    def test_sent_twice_it_is_done_once(self, owed, desk):
        (payout,) = owed(600_000)
        checker = desk("checker")
        sent = {"token": str(uuid4()), "row": [str(payout.pk)]}
        refusals = [checker.post(reverse(BULK, args=["approve"]), sent).context["outcomes"][0][2] for _ in range(2)]
        assert refusals == ["", "This was done already; look at the row again."]

    def test_the_list_offers_only_one_s_own_acts(self, owed, desk):
        owed(60_000)
        offered = {
            group: {name for name, _ in desk(group).get(reverse(LIST)).context["action_form"].fields["action"].choices}
            for group in ("maker", "checker")
        }
        assert offered == {"maker": {"", "hold", "retry"}, "checker": {"", "approve", "release"}}

    def test_a_maker_approves_nothing_in_bulk(self, owed, desk):
        (payout,) = owed(60_000)
        sent = {"token": str(uuid4()), "row": [str(payout.pk)]}
        assert desk("maker").post(reverse(BULK, args=["approve"]), sent).status_code == 403
        assert statuses() == ["ready"]
