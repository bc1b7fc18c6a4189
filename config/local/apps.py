from django.apps import AppConfig


class LocalConfig(AppConfig):
    """The local stack's commands: `up`, `down`, `doctor`, `demo`, `story`."""

    name = "config.local"
    label = "local"
