"""The variables that the local stack runs with: written to `.local/environment`, which the settings read."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

# A part of the stack is ours unless one of these says where the real one is.
REPLACEABLE = ("DATABASE_URL", "REDIS_URL", "STRIPE_SECRET_KEY", "EMAIL_URL", "STORAGE_URL")
PASSED_ON = (*REPLACEABLE, "CACHE_URL", "STRIPE_WEBHOOK_SECRET", "STRIPE_CONNECT_WEBHOOK_SECRET", "PUBLIC_URL")
TEST_KEYS = ("sk_test_", "rk_test_")


class LiveKey(Exception):
    """STRIPE_SECRET_KEY is not a key of Stripe's test mode."""


def given(environ: Mapping[str, str]) -> dict[str, str]:
    """The parts that were given from outside, by variable. Raises LiveKey."""
    found = {name: environ[name] for name in PASSED_ON if environ.get(name)}
    key = found.get("STRIPE_SECRET_KEY")
    if key and not key.startswith(TEST_KEYS):
        raise LiveKey(
            "STRIPE_SECRET_KEY is not a test key. Laurel takes only keys that begin with sk_test_ or rk_test_."
        )
    return found


def kept_secrets(state: Path) -> dict[str, str]:
    """The random secrets of this checkout, made once."""
    file = state / "secrets.json"
    if not file.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "STRIPE_SECRET_KEY": f"sk_test_{secrets.token_hex(16)}",
            "STRIPE_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(16)}",
            "STRIPE_CONNECT_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(16)}",
            "SIMULATOR_CONTROL_TOKEN": secrets.token_hex(16),
        }
        write_privately(file, json.dumps(made, indent=1))
    kept: dict[str, str] = json.loads(file.read_text())
    return kept


def composed(
    state: Path, outside: Mapping[str, str], *, web: int, ports: Mapping[str, int], password: str
) -> dict[str, str]:
    """Every variable of the stack's processes: our own servers, except where a part was given."""
    own = kept_secrets(state)
    variables = {
        "LAUREL_LOCAL": "1",
        "LAUREL_OWN_DATABASE": "0" if "DATABASE_URL" in outside else "1",
        "SECRET_KEY": own["SECRET_KEY"],
        "PUBLIC_URL": f"http://127.0.0.1:{web}",
        "DATABASE_URL": f"postgres://laurel:{password}@127.0.0.1:{ports['postgres']}/laurel",
        "REDIS_URL": f"redis://127.0.0.1:{ports['valkey']}/0",
        "EMAIL_URL": f"filemail:///{state / 'mail'}",
        "STORAGE_URL": f"file://{state / 'media'}",
    }
    if "STRIPE_SECRET_KEY" not in outside:
        variables |= {name: own[name] for name in own if name.startswith(("STRIPE_", "SIMULATOR_"))}
        variables |= {
            "STRIPE_API_BASE": f"http://127.0.0.1:{ports['simulator']}",
            "SIMULATOR_CONTROL_URL": f"http://127.0.0.1:{ports['simulator_control']}",
        }
    return {**variables, **outside}


def write_environment(state: Path, variables: Mapping[str, str]) -> None:
    """Keep the variables for every other command of this checkout (`make story`, `manage.py shell`)."""
    lines = [f"{name}='{value}'" for name, value in variables.items()]
    write_privately(state / "environment", "\n".join(lines) + "\n")


def write_privately(file: Path, text: str) -> None:
    """Replace a file in one step, readable by its owner alone."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
    new.replace(file)
