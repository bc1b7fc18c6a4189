"""The name under which judges and sponsors know an entry until the decision is locked.

An alias is read off the leading random bits of the entry's id (a UUIDv4 from the system's CSPRNG), so it exists as soon
as the entry does, needs no table, and says nothing about who entered or when. Both word lists are alphabetical and the
digits have a fixed width, so ordering by id is ordering by alias.
"""

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
ADJECTIVES, NOUNS = SIXTY_FOUR_ADJECTIVES.split(), SIXTY_FOUR_NOUNS.split()


def alias_of(entry_id: UUID) -> str:
    """Name an entry by the first 28 bits of its id: six for each word, sixteen for the number."""
    bits = entry_id.int >> 100
    return f"{ADJECTIVES[bits >> 22]} {NOUNS[bits >> 16 & 63]} {bits & 0xFFFF:05d}"
