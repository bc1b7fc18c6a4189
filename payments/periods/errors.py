"""What is refused about months."""

from payments.errors import PaymentError


class PeriodNotReady(PaymentError):
    """The month's checklist has open points."""

    code = "period_not_ready"


class SamePerson(PaymentError):
    """Two people are asked for, and this is the one who has acted already. Answered with 409."""

    code = "same_person"


class NotTheLast(PaymentError):
    """Only the month that was closed last may be opened again."""

    code = "not_the_last_period"
