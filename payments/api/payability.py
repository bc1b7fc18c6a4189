"""How a preflight of being paid looks in an answer."""

from typing import Any

from rest_framework import serializers


class PayabilityReasonSerializer(serializers.Serializer[Any]):
    """What keeps someone from being paid."""

    code = serializers.CharField(help_text="Stable; for programs.")
    detail = serializers.CharField()
    remedy = serializers.CharField(help_text="What to do about it.")


class PreflightSerializer(serializers.Serializer[Any]):
    """Whether and how a prize would reach someone; not being onboarded yet keeps nobody from entering."""

    payable = serializers.BooleanField(help_text="A prize could reach you, once you have done what is missing.")
    ready = serializers.BooleanField(help_text="Nothing is missing.")
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2; empty where it is not known.")
    country_name = serializers.CharField()
    currency = serializers.CharField(help_text="What arrives; ISO 4217, lower case; empty where it is not known.")
    is_recipient = serializers.BooleanField(help_text="You sign Stripe's recipient service agreement.")
    conversion = serializers.CharField(help_text="Who converts, and at whose cost; empty where nothing is converted.")
    tax_form = serializers.CharField(help_text="w9 or w8ben where one is signed; else empty.")
    reasons = PayabilityReasonSerializer(many=True, help_text="Why a prize could never reach you; entering is refused.")
    missing = PayabilityReasonSerializer(many=True, help_text="What a prize would wait for.")
