from django.apps import AppConfig


class IdeasConfig(AppConfig):
    """Idea boards: votes that fade, what the sponsor says becomes of each idea, and duplicates merged into one."""

    name = "bounties.ideas"
