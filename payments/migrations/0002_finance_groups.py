"""The four groups of finance staff, with their permissions.

Written out, because a migration must not change when the code does. Django makes permissions only after the last
migration, so those that the groups need are made here.
"""

from django.db import migrations

MEANING = {
    "read_money": "Read all pages of money",
    "make_money": "Hold, note, assign, retry, prepare, and ask for what others decide",
    "check_money": "Approve, release, confirm and cancel",
    "close_month": "Close a month",
}
GROUPS = {
    "viewer": ["read_money"],
    "maker": ["read_money", "make_money"],
    "checker": ["read_money", "check_money"],
    "closer": ["read_money", "close_month"],
}


def make(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    acts, _ = content_types.get_or_create(app_label="payments", model="deskact")
    for codename, name in MEANING.items():
        permissions.update_or_create(content_type=acts, codename=codename, defaults={"name": name})
    for name, codenames in GROUPS.items():
        group, _ = groups.get_or_create(name=name)
        group.permissions.set(permissions.filter(content_type=acts, codename__in=codenames))


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()
    apps.get_model("auth", "Permission").objects.filter(codename__in=MEANING).delete()


class Migration(migrations.Migration):
    replaces = [("payments", "0007_finance_groups")]
    dependencies = [
        ("payments", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, unmake)]
