"""A challenge that runs, and its sponsor's own pages, in a real browser: each template once, and one change."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bounties.accounts import joining
from bounties.challenges import templating
from bounties.entries import amending
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import hold_purse, open_stage
from tests.browser.reading import TABLET, look
from tests.browser.serving import let_be, served
from workers.clock import laurel_now


@pytest.fixture
def address(committed_db):
    with served() as address:
        yield address


@pytest.fixture
def stage(address):
    days = {"closes_at": laurel_now() + timedelta(days=5), "judge_by": laurel_now() + timedelta(days=9)}
    stage = hold_purse(open_stage(**days))
    later = {"closes_at": laurel_now() + timedelta(days=6), "judge_by": laurel_now() + timedelta(days=9)}
    amending.amend(challenge_id=stage.challenge.pk, version=stage.challenge.version, changes=later, by=stage.owner)
    return stage


def test_everyone_can_read_the_pages_by_which_a_sponsor_manages(page, said, address, stage):
    key, sponsor = stage.challenge.pk, stage.sponsor.pk
    template = templating.save(challenge_id=key, name="Cold stores", by=stage.owner)
    colleague = make_user("colleague")
    invitation = joining.invite(sponsor_id=sponsor, email=colleague.email, role="finance", by=stage.owner)
    let_be(page.context, stage.owner, address)
    acts = ["manage", "terms/details", "terms/deadline", "call-off", "raise", "payments", "template", "changes"]
    for path in acts:
        look(page, f"{address}/challenges/{key}/{path}")
    for path in ("profile", "members", "templates", "statements", "promise", "debt"):
        look(page, f"{address}/sponsors/{sponsor}/{path}")
    look(page, f"{address}/templates/{template.pk}")
    look(page, f"{address}/mine")
    page.set_viewport_size(TABLET)
    page.goto(f"{address}/challenges/{key}/terms/details")
    page.get_by_label("Summary").fill("It drips, and nobody knows where.")
    page.get_by_role("button", name="Show what changes").last.click()
    expect(page.get_by_role("heading", name="Old against new")).to_be_visible()
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Everyone who looks at it is told.")).to_be_visible()
    let_be(page.context, colleague, address)
    look(page, f"{address}/invitations/{invitation.pk}")
    look(page, f"{address}/challenges/{key}/back")
    let_be(page.context, make_staff("moderator"), address)
    look(page, f"{address}/challenges/{key}/pause")
    assert said == []
