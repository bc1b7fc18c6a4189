"""A header may say anything: one that names no address is as good as none."""

import pytest
from django.test import Client

from tests.bounties.building import make_challenge

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["Origin", "Referer"])
@pytest.mark.parametrize("broken", ["http://[broken", "http://testserver//[broken"])
@pytest.mark.parametrize(
    ("method", "page", "checks", "status"),
    [
        ("POST", "/language", False, 403),  # nobody knows whose form it was
        ("POST", "/challenges/{challenge}/enter", False, 302),  # to sign in
        ("POST", "/challenges/{challenge}/enter", True, 403),  # without a form's pass
        ("POST", "/solvency", False, 405),
    ],
)
def test_a_header_that_names_no_address_breaks_nothing(method, page, checks, status, header, broken):
    client, path = Client(enforce_csrf_checks=checks), page.format(challenge=make_challenge().pk)
    if (page, header, broken) == ("/language", "Origin", "http://testserver//[broken"):
        status = 302  # its host is ours
    answer = client.generic(method, path, b"language=de", "application/x-www-form-urlencoded", headers={header: broken})
    assert answer.status_code == status
