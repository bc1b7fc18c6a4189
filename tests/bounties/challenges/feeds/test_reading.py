"""Reading what people typed: dates, totals, HTML, records."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bounties.challenges.feeds import challenge_gov
from bounties.challenges.feeds.bodies import to_markdown
from bounties.challenges.feeds.cash import UnreadableTotal, read_total
from bounties.challenges.feeds.dates import FIRST_MINUTE, LAST_MINUTE, UnreadableDate, read_instant, read_local
from bounties.challenges.feeds.lines import read_object
from bounties.challenges.feeds.records import FeedChallenge, Unusable
from payments.money import Money

EASTERN = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("03/19/2020 05:00 PM", datetime(2020, 3, 19, 17, 0)),
        ("2020/03/19 12 p.m.", datetime(2020, 3, 19, 12, 0)),
        ("2021/12/03 11:59 p.m.", datetime(2021, 12, 3, 23, 59)),
        (" 9/16/2019 12:00 PM ", datetime(2019, 9, 16, 12, 0)),
        ("08/05/2019  12:59 AM", datetime(2019, 8, 5, 0, 59)),
        ("09/08/2020 11:59PM", datetime(2020, 9, 8, 23, 59)),
        ("06/02/2021 00:00 AM", datetime(2021, 6, 2, 0, 0)),
        ("01/27/2020 8 AM", datetime(2020, 1, 27, 8, 0)),
        ("03/22/2019", datetime(2019, 3, 22, 0, 0)),
    ],
)
def test_a_typed_date_is_read_as_it_was_meant(text, local):
    assert read_local(text, when_only_a_day=FIRST_MINUTE) == local


def test_a_day_without_an_hour_ends_at_its_last_minute():
    assert read_local("10/19/2019", when_only_a_day=LAST_MINUTE) == datetime(2019, 10, 19, 23, 59)


@pytest.mark.parametrize("text", ["03/02/20202 05:00 PM", "13/13/2020", "02/30/2020", "soon", "", "03/19/2020 25:00"])
def test_a_date_with_no_single_meaning_is_refused(text):
    with pytest.raises(UnreadableDate):
        read_local(text, when_only_a_day=FIRST_MINUTE)


def test_the_zone_knows_summer_and_winter():
    summer = read_instant("07/01/2020 12:00 PM", EASTERN, when_only_a_day=FIRST_MINUTE)
    winter = read_instant("01/01/2020 12:00 PM", EASTERN, when_only_a_day=FIRST_MINUTE)
    assert (summer, winter) == (datetime(2020, 7, 1, 16, tzinfo=UTC), datetime(2020, 1, 1, 17, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "cents"),
    [("$300,000", 30_000_000), ("$3,000,000.00", 300_000_000), ("$1500", 150_000), ("30000", 3_000_000), ("$0", 0)],
)
def test_a_typed_total_is_read_in_cents(text, cents):
    assert read_total(text).money == Money(cents, "usd")


def test_up_to_is_kept_as_a_promise_of_at_most():
    total = read_total("Up to $240,000")
    assert (total.money, total.is_up_to) == (Money(24_000_000, "usd"), True)


@pytest.mark.parametrize("text", ["", "a car", "$1,50", "$1.5", "-5", "$10 or $20", "$1e6", "9" * 40])
def test_a_total_that_names_no_single_amount_is_refused(text):
    with pytest.raises(UnreadableTotal):
        read_total(text)


def test_hostile_html_comes_out_as_harmless_text():
    hostile = (
        "<p onclick=x()>Hi<script>alert(1)</script><img src=x onerror=alert(1)>"
        '<a href="javascript:alert(1)">one</a> <a href="data:text/html,x">two</a> &lt;script&gt;alert(2)&lt;/script&gt;'
        "<iframe src=//evil></iframe><style>p{}</style><svg onload=alert(3)></p>"
    )
    markdown = to_markdown(hostile)
    assert "alert(1)" not in markdown
    assert "javascript:" not in markdown
    assert "data:" not in markdown
    assert "<" not in markdown
    assert markdown.startswith("Hi")


def test_links_keep_their_sense():
    html = (
        '<a href="www.nist.gov/x">a</a> <a href="{{ site.baseurl }}/assets/y">b</a> <a href="/z">c</a>'
        ' <a href="https://x.gov/?a=1&amp;b=2">d</a>'
    )
    assert to_markdown(html) == "[a](https://www.nist.gov/x) b c [d](https://x.gov/?a=1&b=2)"


def test_a_body_s_headings_stay_below_ours():
    assert to_markdown("<h1>Top</h1><p>text</p>") == "### Top\n\ntext"


def test_a_table_survives():
    assert "| a | b |" in to_markdown("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>")


RECORD = {
    "challenge-id": 7,
    "challenge-title": "  Clean   water ",
    "agency": "U.S. Environmental Protection Agency (EPA)",
    "type-of-challenge": ["Ideas", "Creative (design & multimedia)"],
    "submission-start": "03/22/2019",
    "submission-end": "07/16/2019",
    "total-prize-offered-cash": "$5,000",
    "description": "<p>Do it</p>",
}


def test_a_record_is_read_whole():
    read = challenge_gov.read(RECORD)
    assert isinstance(read, FeedChallenge)
    assert (read.source_id, read.title, read.sponsor_name) == ("7", "Clean water", "Environmental Protection Agency")
    assert read.tags == ("ideas", "creative")
    assert read.opens_at == datetime(2019, 3, 22, 4, tzinfo=UTC)
    assert read.closes_at == datetime(2019, 7, 17, 3, 59, tzinfo=UTC)
    assert read.statement == "## Description\n\nDo it"
    assert read.problems == ()


@pytest.mark.parametrize("gone", ["challenge-id", "challenge-title"])
def test_a_record_without_id_or_title_is_unusable(gone):
    read = challenge_gov.read({**RECORD, gone: " "})
    assert isinstance(read, Unusable)
    assert [(problem.field, problem.code) for problem in read.problems] == [(gone, "missing")]


def test_a_title_that_is_too_long_is_cut_at_a_word_and_kept_among_the_problems():
    long = "water " * 40
    read = challenge_gov.read({**RECORD, "challenge-title": long})
    assert read.title == "water " * 25 + "water…"
    assert [(one.field, one.code, one.value) for one in read.problems] == [
        ("challenge-title", "shortened", long.strip())
    ]


def test_dates_out_of_order_are_said():
    read = challenge_gov.read({**RECORD, "submission-end": "01/01/2019"})
    assert [problem.code for problem in read.problems] == ["not_after_start"]


@pytest.mark.parametrize("odd", [None, 5, ["x"], {"a": 1}, "x" * 100_000])
@pytest.mark.parametrize("name", [*RECORD, "tagline", "rules", "external-url"])
def test_no_value_of_any_field_makes_reading_fail(name, odd):
    assert challenge_gov.read({**RECORD, name: odd}) is not None


def test_a_line_loses_what_no_database_holds():
    assert read_object('{"a": "x\\u0000y\\ud800z"}') == {"a": "xy?z"}


@pytest.mark.parametrize("line", ["", "[1]", '"x"', "{", "[" * 100_000, "NaN"])
def test_a_line_that_is_no_object_is_refused(line):
    with pytest.raises(ValueError, match=r"."):
        read_object(line)
