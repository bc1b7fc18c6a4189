"""The desk's door is allauth's."""

import pytest

from bounties.accounts.models import User


@pytest.mark.django_db
def test_the_desk_sends_visitors_to_the_site_s_own_sign_in(client):
    answer = client.get("/admin/login/?next=/admin/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.django_db
def test_the_desk_is_not_for_people_without_a_staff_role(client):
    client.force_login(User.objects.create_user("someone@laurel.test", "x"))
    assert client.get("/admin/login/?next=/admin/").status_code == 403


@pytest.mark.django_db
def test_an_administrator_sees_every_list_and_each_opens(client):
    client.force_login(User.objects.create_superuser("admin@laurel.test", "x"))
    index = client.get("/admin/")
    lists = [model["admin_url"] for app in index.context["app_list"] for model in app["models"]]
    assert len(lists) > 20
    assert [url for url in lists if client.get(url).status_code != 200] == []
