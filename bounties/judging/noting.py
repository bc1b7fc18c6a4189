"""A judge's own notes on an entry: to remember by, never shown to anyone else and no part of any result."""

from uuid import UUID

from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.errors import InvalidInput
from bounties.judging.models import Scorecard

LONGEST_NOTES = 20_000  # characters


def note(*, entry_id: UUID, notes: str, by: User) -> Scorecard:
    """Keep the notes beside the judge's own scorecard, final or not; what was noted before is replaced.

    Raises Scorecard.DoesNotExist for whoever made no conflict statement on this entry, InvalidInput if too long.
    """
    card = Scorecard.objects.get(entry_id=entry_id, judgeship__judge=by, judgeship__status="accepted")
    if len(notes) > LONGEST_NOTES:
        raise InvalidInput(
            _("Notes have at most {longest_notes} characters."), field="notes", longest_notes=LONGEST_NOTES
        )
    card.notes = notes
    card.save(update_fields=["notes"])
    return card
