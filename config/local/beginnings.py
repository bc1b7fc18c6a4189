"""A database begins together with the simulator's memory, and with the whole demo or none of it."""

from config.local.parts import Plan

BEGUN, LOADED = "demo.begun", "demo.loaded"  # they lie beside the cluster, and die with it


def forget_simulator(plan: Plan) -> None:
    """A new database knows nothing of the money that an earlier one moved: neither may the simulator."""
    for file in plan.state.glob("simulator.sqlite3*"):
        file.unlink()


def start_over_after_half_a_demo(plan: Plan) -> bool:
    """Half a demo can't be continued: its clock and its money are somewhere in between. Says whether there was one."""
    folder = plan.postgres.folder
    if not (folder / BEGUN).exists() or (folder / LOADED).exists():
        return False
    plan.postgres.drop_database()
    forget_simulator(plan)
    (folder / BEGUN).unlink()
    return True


def has_demo(plan: Plan) -> bool:
    """Whether the whole demo is in the database."""
    return (plan.postgres.folder / LOADED).exists()


def begin_demo(plan: Plan) -> None:
    """Note that its loading starts."""
    (plan.postgres.folder / BEGUN).touch()


def finish_demo(plan: Plan) -> None:
    """Note that it is there."""
    (plan.postgres.folder / LOADED).touch()
