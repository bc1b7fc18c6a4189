"""A contribution that will not be paid, or not into the purse."""

from payments.purses.models import Contribution
from payments.purses.moves import Failure


def fail(contribution: Contribution, why: Failure) -> None:
    """End it; the caller has it locked, and tells."""
    contribution.status, contribution.failure, contribution.processing_since = Contribution.Status.FAILED, why, None
    contribution.save(update_fields=["status", "failure", "processing_since"])
