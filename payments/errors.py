"""What the money floor refuses. Knows no HTTP: `config/api/problem.py` maps each to an answer, 409 unless said here."""

from payments.sentences import filled


class PaymentError(Exception):
    """Root of every refusal of this package: a stable `code`, and a sentence fit for users.

    `raise NotHeld(_("{purse} holds {held}."), purse=purse, held=held)`: the sentence is one for translators, so it is
    marked and takes its values by name; payments/sentences.py says how they are written.
    """

    code = "payment_refused"

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(filled(message, **values))
        self.field = field  # the request's field to blame, where one is


class InvalidInput(PaymentError):
    """What was asked for cannot be read or does not exist in any books. Answered with 400."""

    code = "invalid"


class InvalidAmount(PaymentError):
    """An amount or a currency that cannot be used. Answered with 400."""

    code = "invalid_amount"


class NotAllowed(PaymentError):
    """The one who asks has no right to do this. Answered with 403."""

    code = "not_allowed"


class IllegalMove(PaymentError):
    """Asked to enter a status that the present one does not lead to."""

    code = "illegal_move"


class UnknownId(PaymentError):
    """An id that leads to nothing here. Answered with 404."""

    code = "unknown_id"
