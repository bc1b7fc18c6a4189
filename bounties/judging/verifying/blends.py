"""Where a jury scored beside a public vote: whose part counted, and that it was decided as the terms say of that."""

from bounties.challenges.scoring_rules import counts_votes
from bounties.judging.blending import jury_has_spoken, public_has_spoken
from bounties.judging.verifying.envelopes import Mismatch
from bounties.judging.verifying.statements import Document, candidates_of

SAYS = {True: "has spoken", False: "has not spoken"}


def require_sides(document: Document, *, jury: bool, public: bool) -> str:
    """The decision is of the kind that follows from who has spoken; nothing to check where no jury scores a vote."""
    if not counts_votes(document["scoring"]["rule"]):
        return ""
    found = candidates_of(document)
    has_spoken = {
        "the jury": jury_has_spoken(found, document["scoring"]["quorum"]),
        "the public": public_has_spoken(found),
    }
    for (who, has), said in zip(has_spoken.items(), (jury, public), strict=True):
        if has != said:
            raise Mismatch(f"it was decided as if {who} {SAYS[said]}; but {who} {SAYS[has]}.")
    return f"; the jury {SAYS[jury]}, the public {SAYS[public]}"
