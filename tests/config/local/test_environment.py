"""The stack's variables: our own servers, except where a part was given; secrets made once."""

import stat
from typing import ClassVar

import environ
import pytest

from config.local import environment
from config.local.ports import NAMES

PORTS = dict(zip(NAMES, range(20_001, 20_005), strict=True))


@pytest.fixture
def compose(tmp_path):
    """Composes the variables with nothing given but these."""

    def composed(**given: str) -> dict[str, str]:
        outside = environment.given(given)
        return environment.composed(tmp_path, outside, web=8000, ports=PORTS, password="secret")

    return composed


def test_by_itself_the_stack_uses_its_own_servers(compose, tmp_path):
    variables = compose()
    assert variables["LAUREL_OWN_DATABASE"] == "1"
    assert variables["DATABASE_URL"] == "postgres://laurel:secret@127.0.0.1:20001/laurel"
    assert variables["REDIS_URL"] == "redis://127.0.0.1:20002/0"
    assert variables["STRIPE_API_BASE"] == "http://127.0.0.1:20003"
    assert environ.Env.email_url_config(variables["EMAIL_URL"])["EMAIL_FILE_PATH"] == f"{tmp_path}/mail"


def test_secrets_stay_the_same(compose):
    assert compose() == compose()


def test_a_given_database_replaces_ours_and_gets_no_demo_people(compose):
    variables = compose(DATABASE_URL="postgres://someone@db.example/laurel")
    assert variables["DATABASE_URL"] == "postgres://someone@db.example/laurel"
    assert variables["LAUREL_OWN_DATABASE"] == "0"


def test_with_a_key_of_stripes_nothing_points_to_the_simulator(compose):
    variables = compose(STRIPE_SECRET_KEY="sk_test_mine")
    assert variables["STRIPE_SECRET_KEY"] == "sk_test_mine"
    assert not {"STRIPE_API_BASE", "STRIPE_WEBHOOK_SECRET", "SIMULATOR_CONTROL_TOKEN"} & set(variables)


@pytest.mark.parametrize("key", ["sk_live_1", "pk_test_1", "mine"])
def test_a_key_that_is_not_a_test_key_is_refused(compose, key):
    with pytest.raises(environment.LiveKey, match="not a test key"):
        compose(STRIPE_SECRET_KEY=key)


@pytest.mark.parametrize("part", ["REDIS_URL", "EMAIL_URL", "STORAGE_URL"])
def test_each_part_can_be_given(compose, part):
    assert compose(**{part: "thing://elsewhere"})[part] == "thing://elsewhere"


def test_the_settings_read_what_was_written(compose, tmp_path):
    variables = compose(EMAIL_URL="smtp://me:p#ss w$rd@mail.example")
    environment.write_environment(tmp_path, variables)

    class Read(environ.Env):
        ENVIRON: ClassVar[dict[str, str]] = {}

    Read.read_env(tmp_path / "environment")
    assert variables == Read.ENVIRON


def test_what_is_written_is_for_its_owner_alone(tmp_path):
    file = tmp_path / "environment"
    file.write_text("open to all")
    environment.write_privately(file, "closed")
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("closed", 0o600)
