"""What is read of one entry: a file by its judges, and the locked scorecards by its entrant."""

from uuid import UUID

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry, EntryFile
from bounties.judging import policies
from bounties.judging.judged import judged_versions
from bounties.judging.models import Scorecard


def blind_file(file_id: UUID, reader: User) -> EntryFile:
    """The file, if it belongs to what is judged; EntryFile.DoesNotExist for everyone and everything else."""
    file = EntryFile.objects.select_related("entry").get(pk=file_id)
    challenge = Challenge.objects.visible_to(reader).filter(pk=file.entry.challenge_id).first()
    if challenge is None or not policies.is_on_the_judging_side(challenge, reader):
        raise EntryFile.DoesNotExist
    policies.require_unsealed(challenge)
    version = judged_versions(challenge).filter(entry_id=file.entry_id).first()
    if version is None or str(file.pk) not in {one["id"] for one in version.files}:
        raise EntryFile.DoesNotExist
    return file


def feedback_on(entry_id: UUID, reader: User) -> list[Scorecard]:
    """The locked scorecards of one's own entry, so none before the decision; or Entry.DoesNotExist."""
    entry = Entry.objects.visible_to(reader).get(pk=entry_id)
    locked = Scorecard.objects.filter(entry=entry, status=Scorecard.Status.LOCKED)
    return list(locked.prefetch_related("scores__criterion").order_by("pk"))
