from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with our site as the default one."""

    default_site = "config.desk.site.Desk"
