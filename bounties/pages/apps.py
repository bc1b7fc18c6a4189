from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The web client: views and templates that call what the API calls."""

    name = "bounties.pages"
