"""The desk's own door is allauth's, so that a second factor guards it too."""

import pytest
from django.test import Client

from tests.bounties.conftest import make_user

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back_to_the_desk():
    answer = Client().get("/admin/", follow=True)
    assert [path.partition("?")[0] for path, _ in answer.redirect_chain] == ["/admin/login/", "/accounts/login/"]
    assert (answer.status_code, answer.redirect_chain[-1][0].partition("?")[2]) == (200, "next=%2Fadmin%2F")


@pytest.mark.parametrize(("is_staff", "status"), [(True, 302), (False, 403)])
def test_who_is_signed_in_passes_as_staff_only(is_staff, status):
    browser = Client()
    browser.force_login(make_user(is_staff=is_staff))
    assert browser.get("/admin/login/").status_code == status
