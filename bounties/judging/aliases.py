"""The name under which judges and sponsors know an entry until the decision is locked.

An alias is read off the leading random bits of the entry's id (a UUIDv4 from the system's CSPRNG), so it exists as soon
as the entry does, needs no table, and says nothing about who entered or when. Both word lists are alphabetical and the
digits have a fixed width, so ordering by id is ordering by alias.
"""

import re
from uuid import UUID

SIXTY_FOUR_ADJECTIVES = (
    "Agile Amber Ample Ardent Balmy Bold Brave Bright Brisk Calm Candid Clear Clever Cosmic Crisp Curious "
    "Dapper Daring Deft Eager Early Earnest Fair Fancy Fond Frank Fresh Gentle Glad Golden Grand Hardy "
    "Hazel Honest Humble Ivory Jolly Keen Kind Lively Loyal Lucid Lunar Mellow Merry Modest Neat Nimble "
    "Noble Opal Patient Placid Plucky Polite Proud Quick Quiet Rapid Serene Silver Steady Sunny Tidy Vivid"
)
SIXTY_FOUR_NOUNS = (
    "Acorn Alder Anchor Arrow Aspen Atlas Badger Beacon Birch Bison Breeze Bridge Canyon Cedar Comet Condor "
    "Coral Crane Delta Dolphin Eagle Ember Falcon Fern Finch Fjord Garnet Geyser Glacier Harbor Heron Island "
    "Jasper Juniper Kestrel Lagoon Lantern Larch Lichen Lynx Maple Marlin Meadow Meteor Nectar Oak Orbit Orchid "
    "Osprey Otter Pebble Pine Quartz Raven Reef River Robin Saffron Sequoia Sparrow Spruce Summit Tundra Willow"
)
ENDING = re.compile(r"\.[a-z0-9]{1,5}$")  # longer ones are words
ADJECTIVES, NOUNS = SIXTY_FOUR_ADJECTIVES.split(), SIXTY_FOUR_NOUNS.split()


def alias_of(entry_id: UUID) -> str:
    """Name an entry by the first 28 bits of its id: six for each word, sixteen for the number."""
    bits = entry_id.int >> 100
    return f"{ADJECTIVES[bits >> 22]} {NOUNS[bits >> 16 & 63]} {bits & 0xFFFF:05d}"


def file_alias(entry_id: UUID, number: int, name: str) -> str:
    """What a file is called where its entry has an alias: that, its number among the entry's files, and its ending."""
    ending = ENDING.search(name.lower())
    return f"{alias_of(entry_id).replace(' ', '-')}-{number}{ending[0] if ending else ''}"
