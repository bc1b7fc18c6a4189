"""Whatever has a status is told in words of its own on pages."""

from pathlib import Path

import pytest

import bounties.pages
from bounties.accounts.models import Membership, Sponsor
from bounties.awards.models import Appeal
from bounties.ballots.models import Flag
from bounties.challenges.models import Challenge
from bounties.entries.models import SimilarityFlag
from bounties.pages.wordings import CHOICES, WORDS
from bounties.service_levels.models import ServiceClock

KINDS = {
    "verdict": ["accepted", "rejected", "changes_requested"],
    "rights": Challenge.IpTerms.values,
    "flag": [value for value, _ in SimilarityFlag._meta.get_field("state").choices],
    "alike": [value for value, _ in Flag._meta.get_field("kind").choices],
    "sponsor": [value for value, _ in Sponsor._meta.get_field("kind").choices],
    "role": [value for value, _ in Membership._meta.get_field("role").choices],
    "measure": [value for value, _ in ServiceClock._meta.get_field("measure").choices],
    "subject": [value for value, _ in Appeal._meta.get_field("subject").choices],
    "ground": [value for value, _ in Appeal._meta.get_field("ground").choices],
}


@pytest.mark.parametrize("model", sorted(WORDS, key=lambda model: model.__name__))
def test_every_status_has_its_words(model):
    assert set(WORDS[model]) == {value for value, _ in model._meta.get_field("status").choices}


@pytest.mark.parametrize("of", sorted(KINDS))
def test_every_choice_has_its_words(of):
    assert set(CHOICES[of]) == set(KINDS[of])


def test_no_page_prints_what_programs_read():
    templates = Path(bounties.pages.__file__).parent.rglob("*.html")
    printing = {path.name for path in templates if "_display" in path.read_text()}
    assert printing <= {"ranking.html", "tax_form.html"}  # names that others gave: of rules, and of forms
