"""Values in a refusal's sentence are written in the language of whoever asked; what is stored is not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from bounties.errors import InvalidInput
from payments.errors import PaymentError
from payments.money import Money
from payments.sentences import Retelling, either, filled, grouped, in_words, together

NEW_YEAR = datetime(2027, 1, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("root", [InvalidInput, PaymentError])
def test_a_refusal_says_its_values_in_the_language_of_whoever_asked(root):
    asked = {"price": Money(123_450, "eur"), "until": NEW_YEAR, "names": ["a", "b"]}
    said = str(root("{price}, {until}: {names}", **asked))
    with override("de"):
        in_german = str(root("{price}, {until}: {names}", **asked))
    assert said == "€1,234.50, 1 Jan 2027, 09:30 UTC: a, b"
    assert "1.234,50\N{NO-BREAK SPACE}€" in in_german
    assert said != in_german


def test_money_is_stored_the_same_whoever_reads():
    with override("de"):
        assert str(Money(123_450, "eur")) == "€1,234.50"


def test_a_sentence_without_values_keeps_its_braces():
    assert str(InvalidInput("Write it as {name}.")) == "Write it as {name}."


def test_what_people_wrote_is_not_read_as_a_sentence():
    assert filled("{title} is taken.", title="{price}") == "{price} is taken."


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(days=1, seconds=1), "1 day, 1 second"),
        (timedelta(hours=2, minutes=3), "2 hours, 3 minutes"),
        (timedelta(), "0 seconds"),
    ],
)
def test_a_span_is_said_to_the_second(span, words):
    assert in_words(span) == words


def test_large_numbers_and_lists_are_said_in_the_language():
    with override("de"):
        assert (grouped(1_234_567), either("AB"), together("AB")) == ("1.234.567", "A oder B", "A und B")
    assert (grouped(1_234_567), either("AB"), together("AB")) == ("1,234,567", "A or B", "A and B")


class TestRetelling:
    """What the service wrote down in English is said in the reader's language; people's words stay."""

    retold = Retelling(["Yes.", "Not yet: {names}.", "Nothing changed: {why}"])

    @pytest.mark.parametrize(
        ("kept", "said"),
        [
            ("Yes.", "Ja."),
            ("Not yet: 2026-01, 2026-02.", "Noch nicht: 2026-01, 2026-02."),
            ("Nothing changed: Yes.", "Nichts hat sich geändert: Ja."),
            ("Yes. But look {here}.", "Yes. But look {here}."),
            ("Not yet: {names}.", "Noch nicht: {names}."),
            ("", ""),
        ],
    )
    def test_a_known_sentence_is_said_in_german_with_its_values(self, kept, said):
        with override("de"):
            assert self.retold(kept) == said
        assert self.retold(kept) == kept
