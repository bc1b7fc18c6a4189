from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from payments import checks


class PaymentsConfig(AppConfig):
    """How money moves, exactly once."""

    name = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        """Refuse a live key before anything can use it; importing `checks` has registered the others."""
        checks.refuse_live_key()
