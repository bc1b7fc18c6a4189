from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    """Idea boards: votes that fade, what the sponsor says becomes of each idea, and duplicates merged into one."""

    name = "bounties.ideas"
    verbose_name = _("Ideas")
