"""A database begins together with the simulator's memory, and with the whole demo or none of it."""

import pytest

from config.local import beginnings
from config.local.parts import Plan
from config.local.ports import remembered_ports
from tests.servers import Servers


@pytest.fixture
def plan():
    """A stack with a running PostgreSQL, and something in database and simulator."""
    servers = Servers()
    servers.postgres.start()
    servers.postgres.ensure_database()
    servers.postgres.execute("CREATE TABLE kept (a int)")
    (servers.folder / "simulator.sqlite3").touch()
    ports = remembered_ports(servers.folder)
    yield Plan(servers.folder, 8000, ports, {}, servers.postgres, servers.valkey)
    servers.stop()


def test_after_half_a_demo_database_and_simulator_begin_again(plan):
    beginnings.begin_demo(plan)
    assert beginnings.start_over_after_half_a_demo(plan)
    assert plan.postgres.ensure_database()
    assert not (plan.state / "simulator.sqlite3").exists()
    assert not beginnings.start_over_after_half_a_demo(plan)


@pytest.mark.parametrize("whole", [True, False])
def test_with_a_whole_demo_or_none_everything_is_kept(plan, whole):
    if whole:
        beginnings.begin_demo(plan)
        beginnings.finish_demo(plan)
    assert not beginnings.start_over_after_half_a_demo(plan)
    plan.postgres.execute("SELECT a FROM kept")
    assert (plan.state / "simulator.sqlite3").exists()
    assert beginnings.has_demo(plan) is whole
