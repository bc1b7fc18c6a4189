"""A guard of the database, and the forbidden act that it alone keeps from happening."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """`act` is SQL with the ids of the world in it, as in `%(purse)s`.

    `refusal` is the name under which the act is refused, where that is another guard's (a trigger that keeps a balance
    makes no sentence of its own). `beside` are guards that would refuse the same act too, so they are dropped with it.
    """

    table: str
    act: str
    refusal: str = ""
    beside: tuple[str, ...] = ()


def insert(table: str, **row: str) -> str:
    """An INSERT of SQL expressions, with an id of its own."""
    row = {"id": "gen_random_uuid()"} | row
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(row.values())})"
