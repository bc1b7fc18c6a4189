"""The desk's own door is allauth's, so that a second factor guards it too."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
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


def test_every_list_of_the_desk_opens_and_can_be_searched():
    browser = Client()
    browser.force_login(make_user(is_staff=True, is_superuser=True))
    for model, desk in admin.site._registry.items():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for query in ("", *(f"?q={word}" for word in ("x", uuid4()) if desk.search_fields)):
            assert browser.get(path + query).status_code == 200, path + query


def test_the_seed_of_a_second_factor_is_shown_to_nobody():
    administrator = make_user(is_staff=True, is_superuser=True)
    factor = Authenticator.objects.create(user=administrator, type="totp", data={"secret": "S33D"})
    browser = Client()
    browser.force_login(administrator)
    page = browser.get(f"/admin/mfa/authenticator/{factor.pk}/change/")
    assert page.status_code == 200
    assert "S33D" not in page.content.decode()
