from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, the sponsors they act for, and the tokens that act for them."""

    name = "bounties.accounts"
