from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, the sponsors they act for, and the tokens that act for them."""

    name = "bounties.accounts"
    verbose_name = _("Accounts")
