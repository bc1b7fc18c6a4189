"""The report: one line of JSON per contest, in the order of the input, written at once or not at all."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from config.local.replay.figures import Line
from config.local.replay.reading import BadInput


def require_writable(file: Path) -> None:
    """Refuse a place where no report can be written, before anything is done. Raises BadInput."""
    if not file.parent.is_dir() or file.is_dir() or not os.access(file.parent, os.W_OK):
        raise BadInput(f"--report {file}: no file can be written there. Name a file in a folder that you may write to.")


def write(file: Path, lines: Sequence[Line]) -> None:
    """Replace the file in one step; the same books give the same bytes."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.write_text("".join(json.dumps(line.as_dict) + "\n" for line in lines))
    unfinished.replace(file)
