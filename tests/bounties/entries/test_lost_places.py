"""Who loses a place after beginning the next stage: what is only begun is not handed in, what was received stays."""

import pytest

from bounties.awards import accepting
from bounties.awards.models import Award
from bounties.challenges.stages import after
from bounties.entries import submitting
from bounties.entries.models import Entry
from bounties.entries.refusals import NotEligible
from tests.bounties.building import make_entry
from tests.bounties.conftest import make_user
from tests.bounties.entries.staged import enter_and_award, make_staged, reach_due

pytestmark = pytest.mark.django_db


def lose(entry: Entry) -> None:
    """Its entrant declines what the stage gave, so that the place passes on."""
    award = Award.objects.live().get(entry=entry)
    accepting.decline(award_id=award.pk, by=entry.entrant)


def test_who_lost_the_place_before_handing_in_to_the_next_stage_hands_in_no_more():
    first, (ann, ben, cleo) = make_staged(), [make_user() for _ in range(3)]
    won, *_ = enter_and_award(first, [ann, ben, cleo], awarded=2)
    second = reach_due(after(first))
    draft = make_entry(second, ann, submit=False)
    lose(won)
    with pytest.raises(NotEligible, match="those who won in stage 1"):
        submitting.submit(entry_id=draft.pk, by=ann)
    draft.refresh_from_db()
    assert (draft.status, draft.versions.count()) == ("draft", 0)


def test_who_handed_in_to_the_next_stage_before_the_place_was_lost_stays_and_may_mend_it():
    first, (ann, ben, cleo) = make_staged(), [make_user() for _ in range(3)]
    won, *_ = enter_and_award(first, [ann, ben, cleo], awarded=2)
    second = reach_due(after(first))
    entry = make_entry(second, ann)
    lose(won)
    Entry.objects.filter(pk=entry.pk).update(body="Better.")
    assert submitting.submit(entry_id=entry.pk, by=ann).number == 2
