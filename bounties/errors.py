"""What the business refuses. Knows no HTTP: `config/api/problem.py` maps each to an answer, 409 unless said here."""

from payments.sentences import filled


class BountyError(Exception):
    """Root of every refusal of this package: a stable `code`, and a sentence fit for users.

    `raise NotHeld(_("{purse} holds {held}."), purse=purse, held=held)`: the sentence is one for translators, so it is
    marked and takes its values by name; payments/sentences.py says how they are written.
    """

    code = "refused"

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(filled(message, **values))
        self.field = field  # the request's field to blame, where one is


class NotAllowed(BountyError):
    """The one who asks has no right to do this. Answered with 403."""

    code = "not_allowed"


class InvalidInput(BountyError):
    """A value breaks a rule; names the field, the value and the remedy. Answered with 400."""

    code = "invalid"


class IllegalMove(BountyError):
    """Asked to enter a status that the present one does not lead to."""

    code = "illegal_move"


class OutOfDate(BountyError):
    """The object changed since its `version` was read. Answered with 412."""

    code = "version_mismatch"
