"""A list of sanctions is taken whole or not at all, and says which of its lines is wrong."""

import pytest

from payments.models import SanctionEntry
from payments.payees.listing import UnusableList, take
from payments.payees.sanctions import listed

pytestmark = pytest.mark.django_db
HEAD = "kind,value,source"


def kept():
    return set(SanctionEntry.objects.values_list("kind", "label"))


def test_the_table_becomes_the_file_and_says_what_changed():
    first = take([HEAD, "name,Ann Arendt,EU", "country,kp,"])
    again = take([HEAD, "name,ARENDT Ann,UN", "name,Ben,"])
    assert (first.added, first.removed, first.kept) == (2, 0, 0)
    assert (again.added, again.removed, again.kept) == (1, 1, 1)
    assert kept() == {("name", "Ann Arendt"), ("name", "Ben")}


@pytest.mark.parametrize(
    "line", ["person,Ann", "name,", "name,...", "country, ", f"name,{'x' * 201}", "name,A\x00B", "name"]
)
def test_a_wrong_line_is_named_and_nothing_is_taken(line):
    take([HEAD, "name,Ann"])
    with pytest.raises(UnusableList, match="Line 3 "):
        take([HEAD, "name,Ben", line])
    assert kept() == {("name", "Ann")}


def test_names_and_sources_may_be_as_long_as_they_are_kept():
    take([HEAD, f"name,{'x' * 200},{'y' * 300}"])
    entry = SanctionEntry.objects.get()
    assert (len(entry.label), len(entry.source)) == (200, 200)


def test_a_name_that_grows_when_it_is_normalised_is_found_all_the_same():
    name = "\N{LATIN SMALL LETTER SHARP S}" * 150  # of which each becomes two letters
    take([HEAD, f"name,{name}"])
    assert listed(name=name, countries=[]).exists()


def test_only_a_name_or_a_country_that_is_given_can_be_on_the_list():
    take([HEAD, "name,Ann", "country,KP"])
    assert listed(name="ANN", countries=[""]).exists()
    assert listed(name="Ben", countries=["", "KP"]).exists()
    assert not listed(name="", countries=["", "DE"]).exists()
