from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """How money moves, exactly once."""

    name = "payments"
