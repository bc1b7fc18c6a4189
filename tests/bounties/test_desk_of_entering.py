"""The desk reads challenges and entries, and writes none."""

import pytest
from django.test import Client
from django.urls import reverse

from bounties.entries.models import Entry
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_user("boss", is_staff=True, is_superuser=True))
    return client


def test_lists_and_pages_open_and_offer_no_change(desk):
    challenge = make_challenge(entries=1)
    for row in (challenge, Entry.objects.get()):
        room = f"{row._meta.app_label}_{row._meta.model_name}"
        assert desk.get(reverse(f"admin:{room}_changelist"), {"q": str(row.pk)}).status_code == 200
        page = desk.get(reverse(f"admin:{room}_change", args=[row.pk]))
        assert page.status_code == 200
        assert b'name="_save"' not in page.content
        assert desk.post(reverse(f"admin:{room}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        assert desk.get(reverse(f"admin:{room}_add")).status_code == 403
