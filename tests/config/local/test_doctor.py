"""The doctor says what is wrong in a sentence, and what helps."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from config.local.doctor import crew, machine, servers
from workers.models import ProcessBeat

pytestmark = pytest.mark.django_db


def test_a_healthy_machine_needs_no_remedy():
    for finding in (
        machine.python(),
        machine.wheels(),
        machine.disk(),
        servers.postgresql(connection.settings_dict),
        servers.migrations(),
    ):
        assert finding.is_well, str(finding)


def test_a_stack_that_does_not_run_is_said_with_the_remedy(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    assert "does not run" in machine.running().says


def test_what_a_killed_supervisor_left_is_noticed(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    (tmp_path / "stack.json").write_text("{}")
    assert "make down" in machine.running().remedy


def test_a_database_that_does_not_answer_is_noticed(settings):
    finding = servers.postgresql(settings.DATABASES["default"] | {"HOST": "127.0.0.1", "PORT": 1})
    assert "does not answer at 127.0.0.1:1" in finding.says
    assert not finding.is_well


def test_a_missing_migration_is_noticed():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'workers'")
    assert "manage.py migrate" in servers.migrations().remedy


def test_a_valkey_that_does_not_answer_is_noticed(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert not servers.valkey().is_well


def test_a_valkey_that_never_evicts_is_well():
    assert servers.valkey().is_well


@pytest.mark.parametrize(("key", "well"), [("sk_test_1", True), ("rk_test_1", True), ("sk_live_1", False), ("", False)])
def test_only_a_test_key_is_well(settings, key, well):
    settings.STRIPE_SECRET_KEY = key
    assert servers.stripe().is_well is well


def test_missing_webhook_secrets_are_noticed(settings):
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert "STRIPE_WEBHOOK_SECRET not set" in servers.stripe().says


def beat(kind: str, seconds_ago: int = 0) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workers_processbeat (id, kind, host, pid, started_at, beat_at) VALUES"
            " (gen_random_uuid(), %s, 'here', 1, now(), clock_timestamp() - make_interval(secs => %s))",
            [kind, seconds_ago],
        )


def test_a_silent_worker_is_noticed():
    ProcessBeat.objects.all().delete()
    beat("relay")
    beat("schedule")
    beat("worker", seconds_ago=60)
    assert crew.beats().says == "No sign of life from: worker."


def test_a_whole_crew_is_well():
    for kind in ProcessBeat.Kind.values:
        beat(kind)
    assert crew.beats().is_well


def test_what_is_wrong_ends_the_command_with_one(settings, tmp_path):
    settings.STATE_DIR = tmp_path
    said = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("doctor", stdout=said)
    assert end.value.code == 1
    assert "→" in said.getvalue()


def test_no_waiting_delivery_is_well():
    assert crew.deliveries().is_well
    assert crew.deaths().is_well
