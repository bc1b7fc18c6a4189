"""Data sets of so many challenges, kept between runs: made anew when the schema or the rows' invention changed."""

import ast
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import filling, following, rows, words
from tests.bench.clusters import SCHEMA, Cluster

HERE = (filling, following, rows, words)
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def ensure(cluster: Cluster, sizes: Sequence[int], say: Callable[[str], None]) -> dict[int, str]:
    """The database of each size; what is out of date is removed."""
    fingerprint = _fingerprint(cluster.schema())
    wanted = {size: f"bench_{size}_{fingerprint}" for size in sizes}
    for name in cluster.databases():
        if name.startswith("bench_") and not name.endswith(fingerprint):
            cluster.drop(name)
    for size, name in wanted.items():
        if not cluster.has(name):
            _make(cluster, size, name, say)
    return wanted


def _make(cluster: Cluster, size: int, name: str, say: Callable[[str], None]) -> None:
    unfinished = f"unfinished_{size}"
    cluster.copy(SCHEMA, unfinished)
    filling.fill(lambda: cluster.connect(unfinished), size, say)
    cluster.rename(unfinished, name)


def _fingerprint(schema: str) -> str:
    told = [
        ast.unparse(ast.parse(Path(str(module.__file__)).read_text())) for module in HERE
    ]  # however it is formatted
    return hashlib.sha256((schema + "".join(told)).encode()).hexdigest()[:12]
