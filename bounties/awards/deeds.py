"""The text that a winner signs: which work, to whom, what passes, and when it holds.

In English and the same for every signer, because its hash is what is signed.
"""

import hashlib
from dataclasses import dataclass

from bounties.awards.models import Award
from bounties.challenges.models import Challenge

PASSES = {
    Challenge.IpTerms.LICENCE: (
        "I give {sponsor} a licence to use the work, to change it and to have it used, anywhere and as long as it is"
        " protected, in the extent that the challenge's terms say. The work stays mine."
    ),
    Challenge.IpTerms.TRANSFER: (
        "I transfer to {sponsor} all rights in the work that can be transferred; for those that cannot, I give"
        " {sponsor} an exclusive licence, anywhere and for as long as the work is protected."
    ),
    Challenge.IpTerms.OPEN_SOURCE: (
        "I publish the work under the open licence that the challenge's terms name, for {sponsor} and for everyone."
    ),
}
DEED = """\
Rights in "{title}", which won in "{challenge}"

1. The work is version {number} of the entry {entry}, received at {received_at}, with the SHA-256 {version_sha256}.
2. {passes}
3. The terms are those that were accepted with the entry, with the SHA-256 {terms_sha256}.{own_words}
4. I may give this: the work is mine or my team's, and whoever signs as the entrant says so for all who worked on it.
5. It holds once the award, {amount}, is due to be paid. Before that, and if the award is lost, nothing passes.
"""
OWN_WORDS = "\nOf rights they say:\n\n{text}\n"


@dataclass(frozen=True, slots=True)
class Deed:
    """A text and the hash that a signer names."""

    text: str
    sha256: str


def deed_of(award: Award) -> Deed:
    """The deed for the version that won, under the terms that its entrant accepted."""
    entry = award.entry
    version = entry.versions.get(number=entry.latest_version)
    terms = entry.terms.document
    sponsor = f"{award.challenge.sponsor.name}, who posted the challenge {award.challenge_id},"
    text = DEED.format(
        title=version.title,
        challenge=terms["title"],
        number=version.number,
        entry=entry.pk,
        received_at=version.received_at.isoformat(),
        version_sha256=version.sha256,
        passes=PASSES[Challenge.IpTerms(terms["ip_terms"])].format(sponsor=sponsor),
        terms_sha256=entry.terms.sha256,
        own_words=OWN_WORDS.format(text=terms["ip_text"].strip()) if terms["ip_text"].strip() else "",
        amount=award.money,
    )
    return Deed(text, hashlib.sha256(text.encode()).hexdigest())
