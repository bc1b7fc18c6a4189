"""Hidden numbers of the wizard's forms, as somebody might send them who did not get them from us."""

import pytest

from tests.bounties.pages.test_posting import begin, go_on, maker

__all__ = ["maker"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["²", "9" * 5_000, "-1", "many"])
def test_a_number_that_no_form_of_ours_wrote_breaks_nothing(maker, number):
    browser, challenge = begin(maker)
    for sent in ({"rows": number}, {"version": number, "do": "add"}, {"do": f"remove-{number}"}):
        assert go_on(browser, challenge, "prizes", **sent).status_code in (200, 302)
