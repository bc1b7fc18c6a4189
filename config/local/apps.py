from django.apps import AppConfig

from config import checks  # noqa: F401 (registers them)


class LocalConfig(AppConfig):
    """The local stack's commands: `up`, `down`, `doctor`, `demo`, `story`."""

    name = "config.local"
    label = "local"
