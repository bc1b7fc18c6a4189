"""A file of an entry, as its judges read it."""

from uuid import UUID

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import EntryFile
from bounties.entries.policies import may_screen
from bounties.judging import policies
from bounties.judging.judged import judged_versions, screened_versions


def blind_file(file_id: UUID, reader: User) -> EntryFile:
    """The file, if it belongs to what is judged; EntryFile.DoesNotExist for everyone and everything else."""
    file = EntryFile.objects.select_related("entry").get(pk=file_id)
    challenge = Challenge.objects.visible_to(reader).filter(pk=file.entry.challenge_id).first()
    if challenge is None or not policies.is_on_the_judging_side(challenge, reader):
        raise EntryFile.DoesNotExist
    policies.require_unsealed(challenge)
    version = judged_versions(challenge).filter(entry_id=file.entry_id).first()
    if version is None and may_screen(challenge, reader):
        version = screened_versions(challenge).filter(entry_id=file.entry_id).first()
    if version is None or str(file.pk) not in {one["id"] for one in version.files}:
        raise EntryFile.DoesNotExist
    return file
