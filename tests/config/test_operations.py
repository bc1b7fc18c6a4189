"""docs/operations.md names every variable that Laurel reads, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'env(?:\.[a-z_]+)?\(\s*"([A-Z_]+)"|environ(?:\.get\(|\[)"([A-Z_]+)"')
READERS = ["config/settings.py", "config/gunicorn.py"]
DOCUMENTED_ROW = re.compile(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", re.MULTILINE)


def variables_read() -> set[str]:
    found = (READ.findall((ROOT / file).read_text()) for file in READERS)
    return {one or other for pairs in found for one, other in pairs}


def variables_documented() -> set[str]:
    rows = DOCUMENTED_ROW.findall((ROOT / "docs/operations.md").read_text())
    return {name for row in rows for name in re.findall(r"[A-Z_]+", row)}


def test_every_variable_is_documented():
    assert variables_read() - variables_documented() == set()


def test_every_documented_variable_is_read():
    assert variables_documented() - variables_read() == set()


def test_every_documented_command_exists():
    page = (ROOT / "docs/operations.md").read_text()
    floors = ("config", "bounties", "payments", "workers")
    ours = {file.stem for floor in floors for file in (ROOT / floor).rglob("management/commands/*.py")}
    djangos = {"check", "migrate", "collectstatic"}
    assert set(re.findall(r"manage\.py (\w+)", page)) - ours - djangos == set()
