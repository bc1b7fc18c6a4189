"""What a draft still lacks is said in the form's own words, where it is mended, and follows each save."""

import pytest

from tests.bounties.pages.test_posting import begin, go_on, maker, save_by_itself, text_of, typed_on

__all__ = ["maker"]
pytestmark = pytest.mark.django_db


def page_of(browser, challenge, step):
    return browser.get(f"/challenges/{challenge.pk}/edit/{step}")


def test_what_the_form_asks_for_is_never_called_optional(maker):
    browser, challenge = begin(maker)
    details, timeline = page_of(browser, challenge, "details"), page_of(browser, challenge, "timeline")
    assert details.context["form"].needed() >= {"summary", "statement"}
    assert text_of(details).count(">optional<") == 1, "the tags"
    assert text_of(timeline).count(">optional<") == 2, "the opening and the hours to appeal"


def test_a_question_may_leave_to_its_format_what_others_must_say(maker):
    browser, challenge = begin(maker, "question")
    assert text_of(page_of(browser, challenge, "details")).count(">optional<") == 2, "summary and tags"
    assert text_of(page_of(browser, challenge, "timeline")).count(">optional<") == 3, "all hours"


def test_what_is_missing_stands_by_step_the_open_one_first_and_in_plain_words(maker):
    browser, challenge = begin(maker)
    page = page_of(browser, challenge, "rules")
    assert [(lack.label, lack.is_current) for lack in page.context["lacks"]] == [
        ("Rules", True),
        ("Details", False),
        ("Prizes", False),
    ]
    assert [str(one.sentence) for one in page.context["lacks"][0].missing] == ["Choose one of the four."]
    assert "It is missing" not in text_of(page)


def test_a_field_is_called_what_the_form_calls_it(maker):
    browser, challenge = begin(maker)
    page = text_of(go_on(browser, challenge, "prizes", funding_mode="crowd", **{"amount-0": "900"}))
    assert "“Collect until”: " in page
    assert "ends_at:" not in page


def test_where_nothing_is_missing_a_button_leads_to_the_review(maker):
    browser, challenge = begin(maker)
    go_on(browser, challenge, "details", summary="It drips.", statement="Where?")
    go_on(browser, challenge, "prizes", **{"amount-0": "1500"})
    go_on(browser, challenge, "rules", ip_terms="licence")
    page = text_of(page_of(browser, challenge, "rubric"))
    assert f'<a class="button" href="/challenges/{challenge.pk}/edit/review">To the review' in page


def test_the_price_stands_beside_the_prizes_as_they_are_saved(maker):
    browser, challenge = begin(maker)
    assert "to pay" not in text_of(page_of(browser, challenge, "prizes"))
    save_by_itself(browser, challenge, "prizes", typed_on(browser, challenge, "prizes", **{"amount-0": "200"}))
    said = "Prize $200.00 + platform fee $10.00 = <strong>$210.00 to pay</strong>"
    assert said in text_of(page_of(browser, challenge, "prizes"))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("0", "Give an amount above 0, like 10.50."),
        ("-3", "Give an amount above 0, like 10.50."),
        ("0.10", "Give an amount from $0.50 to $100,000,000.00."),
        ("100000000.01", "Give an amount from $0.50 to $100,000,000.00."),
    ],
)
def test_an_amount_that_nobody_can_pay_is_refused_in_whole_units(maker, typed, answer):
    browser, challenge = begin(maker)
    page = text_of(go_on(browser, challenge, "prizes", **{"amount-0": typed}))
    assert answer in page
    assert "minor units" not in page


def test_a_fee_outside_its_limits_is_refused_in_the_percent_that_were_typed(maker):
    browser, challenge = begin(maker)
    typed = {"guarantee": "up_to", "ip_terms": "licence"}
    assert "Give 10 to 25 percent." in text_of(go_on(browser, challenge, "rules", kill_fee="30", **typed))
    assert go_on(browser, challenge, "rules", kill_fee="12.5", **typed).status_code == 302
    assert go_on(browser, challenge, "rules", kill_fee="30", **typed | {"guarantee": "guaranteed"}).status_code == 302
