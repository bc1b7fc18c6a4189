"""Formats are data, not branches: no other module asks which format it is, only what its row says."""

from dataclasses import dataclass

from bounties.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Format:
    """What is particular to one kind of challenge."""

    name: str
    label: str
    entries_are_sealed: bool  # nobody but its own team sees an entry before the challenge has closed
    is_rolling: bool  # entries are decided one by one while it is open, not together after it closed
    is_scored: bool  # needs a rubric whose weights sum to 100
    has_purse: bool  # opens only once the whole purse is held
    guarantees: frozenset[str]  # of Challenge.Guarantee: what its sponsor may promise
    decided_by: str
    silence_rule: str  # the ladder's last step: what happens if nobody decides


FORMATS = {
    row.name: row
    for row in [
        Format(
            name="prize",
            label="Prize contest",
            entries_are_sealed=True,
            is_rolling=False,
            is_scored=True,
            has_purse=True,
            guarantees=frozenset({"guaranteed", "up_to"}),
            decided_by="panel",
            silence_rule="mean_or_equal_split",
        ),
    ]
}


def format_named(name: str) -> Format:
    """The row of that name; raises InvalidInput, which names the formats there are."""
    if name not in FORMATS:
        raise InvalidInput(f'There is no format "{name}". Choose one of: {", ".join(sorted(FORMATS))}.', field="format")
    return FORMATS[name]
