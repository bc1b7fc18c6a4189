"""Seeds of second factors that were kept as they are become sealed ones; back again, they are opened."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from bounties.accounts.sealing import seal, unseal


def _each(change: Callable[[str], str]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        for factor in apps.get_model("mfa", "Authenticator").objects.filter(type__in=["totp", "recovery_codes"]):
            factor.data |= {name: change(factor.data[name]) for name in ("secret", "seed") if name in factor.data}
            factor.save(update_fields=["data"])

    return run


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_marks"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(_each(seal), _each(unseal))]
