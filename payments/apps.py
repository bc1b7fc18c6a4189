from django.apps import AppConfig

from payments import checks


class PaymentsConfig(AppConfig):
    """How money moves, exactly once."""

    name = "payments"

    def ready(self) -> None:
        """Refuse a live key before anything can use it; importing `checks` has registered the others."""
        checks.refuse_live_key()
