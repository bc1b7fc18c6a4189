"""The end of the appeal window."""

from bounties.awards import confirming
from bounties.awards.models import Award
from bounties.entries.models import Entry
from tests.bounties.awards.conftest import pass_window, statuses
from workers.clock import laurel_now
from workers.models import Event


def test_nothing_is_offered_within_the_window(decided):
    assert confirming.confirm_due() == 0
    assert decided.status() == "provisional"


def test_after_the_window_the_awards_are_offered_by_themselves(decided):
    pass_window(decided)
    assert decided.status() == "awarding"
    assert statuses(decided) == [(0, 1, "offered"), (1, 2, "offered")]
    days = (Award.objects.first().due_at - laurel_now()).total_seconds() / 86_400
    assert 9.9 < days <= 10


def test_the_entries_are_named(offered):
    named = [Entry.objects.get(pk=entry.pk).status for entry in offered.entries]
    assert named == ["winner", "placed", "not_selected"]


def test_it_happens_once(offered):
    for _ in range(2):
        confirming.confirm(challenge_id=offered.challenge.pk)
    assert Event.objects.filter(name="challenge.confirmed").count() == 1
    assert Event.objects.filter(name="award.offered").count() == 2
