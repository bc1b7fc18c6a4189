"""What the judging side reads: the sponsor's side every entry, a judge their own, each with its files."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import EntryFile, EntryVersion
from bounties.entries.policies import may_screen
from bounties.judging import policies
from bounties.judging.judged import entries_of, judged_versions, screened_versions
from bounties.judging.models import Judgeship


def versions_for(challenge: Challenge, reader: User | AnonymousUser) -> QuerySet[EntryVersion]:
    """The versions that this reader may see, in the order of aliases. Raises NotAllowed, NotJudging."""
    policies.require_blind_reader(challenge, reader)
    versions = judged_versions(challenge)
    if policies.is_on_the_sponsors_side(challenge, reader):
        return versions
    seat = Judgeship.objects.accepted().select_related("challenge").get(challenge=challenge, judge_id=reader.pk)
    return versions.filter(entry__in=entries_of(seat))


def blind_file(file_id: UUID, reader: User) -> EntryFile:
    """The file, if it belongs to what is judged; EntryFile.DoesNotExist for everyone and everything else."""
    file = EntryFile.objects.select_related("entry").get(pk=file_id)
    challenge = Challenge.objects.visible_to(reader).filter(pk=file.entry.challenge_id).first()
    if challenge is None or not policies.is_on_the_judging_side(challenge, reader):
        raise EntryFile.DoesNotExist
    version = versions_for(challenge, reader).filter(entry_id=file.entry_id).first()
    if version is None and may_screen(challenge, reader):
        version = screened_versions(challenge).filter(entry_id=file.entry_id).first()
    if version is None or str(file.pk) not in {one["id"] for one in version.files}:
        raise EntryFile.DoesNotExist
    return file
