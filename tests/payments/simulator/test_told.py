"""What the simulator says of itself to who uses it alone."""

import re
from pathlib import Path

from payments.simulator import __main__ as command
from payments.simulator.control.desk import VERBS

README = (Path(command.__file__).parent / "README.md").read_text()


def test_each_verb_of_the_control_plane_has_its_row_and_its_line_of_shell():
    rows = {re.sub(r"\{\w+\}", "{}", row) for row in re.findall(r"^\| `(\w+ /[\w/{}]*)", README, re.M)}
    lines = re.findall(r"^    tell (\w+) (/[\w/]+)", README, re.M)
    told = {f"{method} {re.sub(r'/[a-z]+_1', '/{}', path)}" for method, path in lines}
    verbs = {f"{method} {path.replace('{subject}', '{}')}" for method, path in VERBS}
    assert (rows, told) == (verbs, verbs)


def test_help_shows_how_to_begin():
    said = command._parser().format_help()
    assert "examples:" in said
    assert said.count("python -m payments.simulator --state") == 2
