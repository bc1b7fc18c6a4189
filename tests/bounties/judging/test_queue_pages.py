"""The queue over HTTP."""

from tests.bounties.conftest import client_of
from tests.bounties.queues import queue_stage


def test_reviewers_read_the_queue_page_by_page_and_each_page_says_how_far_it_has_come(db):
    stage = queue_stage()
    reviewer, pages = client_of(stage.owner), []
    url = f"/api/v1/challenges/{stage.challenge.pk}/queue?page_size=2"
    while url:
        pages.append(reviewer.get(url).json())
        url = pages[-1]["next"]
    assert [[row["id"] for row in page["results"]] for page in pages] == [
        [str(entry.pk) for entry in stage.entries[:2]],
        [str(stage.entries[2].pk)],
    ]
    assert [(page["slots"], page["accepted"]) for page in pages] == [(2, 0), (2, 0)]
    assert [row["id"] for row in reviewer.get(pages[1]["previous"]).json()["results"]] == [
        row["id"] for row in pages[0]["results"]
    ]
