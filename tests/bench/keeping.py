"""Plans kept as text in docs/plans, one file per hot statement, and compared by their shape."""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.servers import ROOT

FOLDER = ROOT / "docs" / "plans"
STATEMENT, SHAPE, PLAN = "-- statement", "-- shape", "-- plan over 1,000,000 challenges"
LONGEST = 4_000  # characters of a statement: some have every column of three tables


def changed(plans: Mapping[str, Mapping[str, str]], folder: Path = FOLDER) -> list[str]:
    """The names of those whose shape is another than the one that is kept, and of those that are not kept."""
    return [name for name, plan in sorted(plans.items()) if kept_shape(name, folder) != plan["shape"]]


def kept_shape(name: str, folder: Path = FOLDER) -> str:
    """Kinds of nodes, tables and indexes, a line each; empty if there is no such file."""
    file = folder / f"{name}.txt"
    if not file.exists():
        return ""
    return file.read_text().partition(f"{SHAPE}\n")[2].partition(f"\n\n{PLAN}")[0]


def keep(plans: Mapping[str, Mapping[str, str]], folder: Path = FOLDER) -> None:
    """Write all, and drop what is asked no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.txt"):
        if old.stem not in plans:
            old.unlink()
    for name, plan in plans.items():
        statement = re.sub(r"\s+", " ", plan["statement"])[:LONGEST]
        parts = [STATEMENT, statement, "", SHAPE, plan["shape"], "", PLAN, plan["plan"]]
        (folder / f"{name}.txt").write_text("\n".join(parts) + "\n")
