"""What stands on one line in lists and subjects is one line: no header of an e-mail, no name that reads backwards."""

from uuid import uuid4

import pytest
from django.core import mail

from bounties.notifications.mailing import composed
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.challenges.test_challenges_api import body
from tests.bounties.challenges.test_stages_api import later
from tests.bounties.conftest import client_of, make_user
from tests.keeping import kept

pytestmark = pytest.mark.django_db
ODD = ["a\nBcc: all@example.com", "a\rb", "a\u2028b", "\u202egpj.exe", "a\u2067b", "a\x07b"]


def two_drafts():
    draft = make_challenge("draft")
    entry = make_entry(make_challenge(), submit=False)
    return draft, entry


drafts = kept(two_drafts)


@pytest.mark.parametrize("odd", ODD)
def test_a_title_or_name_that_is_not_one_honest_line_is_refused_wherever_it_is_written(drafts, odd):
    draft, entry = drafts
    sponsor, solver = client_of(draft.created_by), client_of(entry.entrant)
    bodies = {"title": odd, "prizes": [{"rank": 1, "amount": 5_000, "label": odd}]}
    answers = [
        *(sponsor.patch(f"/api/v1/challenges/{draft.pk}", {name: body}, headers={"If-Match": '"1"'}) for name, body in
          bodies.items()),
        solver.patch(f"/api/v1/entries/{entry.pk}", {"title": odd}, headers={"If-Match": '"1"'}),
        solver.patch("/api/v1/me", {"name": odd}),
        solver.post("/api/v1/sponsors", {"name": odd, "kind": "company"}),
    ]  # fmt: skip
    assert [(answer.status_code, *answer.json()["errors"]) for answer in answers] == [
        *((400, name) for name in bodies),
        *((400, name) for name in ("title", "name", "name")),
    ]


@pytest.mark.parametrize("odd", ODD)
def test_so_is_what_a_template_or_a_stage_is_called(drafts, odd):
    draft, _ = drafts
    sponsor = client_of(draft.created_by)
    kept = sponsor.post(f"/api/v1/challenges/{draft.pk}/templates", {"name": "As ever"}).json()
    staged = body(draft.sponsor, format="milestones", stages=[later(title=odd)], funding={"mode": "single"})
    answers = [
        sponsor.post(f"/api/v1/challenges/{draft.pk}/templates", {"name": odd}),
        sponsor.patch(f"/api/v1/templates/{kept['id']}", {"name": odd}),
        sponsor.post("/api/v1/challenges", staged),
    ]
    assert [(answer.status_code, *answer.json()["errors"]) for answer in answers] == [
        *((400, name) for name in ("name", "name", "stages")),
    ]


def test_a_name_in_letters_that_run_from_right_to_left_is_a_name():
    answer = client_of(make_user()).patch("/api/v1/me", {"name": "\u200fمحمد 👩‍🔬 Ó Néill"})
    assert (answer.status_code, answer.json()["name"]) == (200, "\u200fمحمد 👩‍🔬 Ó Néill")


def test_a_title_of_two_lines_leaves_as_one_header():
    composed(key=uuid4(), to="a@example.com", title="a\r\nBcc: b@example.com", body="x", path="/", footer="").send()
    (letter,) = mail.outbox
    assert letter.subject == "[Laurel] a Bcc: b@example.com"
    assert letter.recipients() == ["a@example.com"]
