"""What the demo's challenges ask for. Written for the demo; every company in it is invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The words and prizes of one challenge; amounts in minor units, one prize a rank."""

    title: str
    summary: str
    statement: str
    tags: tuple[str, ...]
    prizes: tuple[int, ...]
    currency: str = "usd"


CRITERIA = (
    ("Solves the problem", 50, "Would it work on our site on Monday? Ask for numbers, not adjectives."),
    ("Effort to adopt", 30, "Count what we would have to buy, learn or rebuild."),
    ("Clear enough to check", 20, "Could a colleague repeat the result from the text alone?"),
)

PROPELLER = Text(
    "A propeller that a neighbour forgives",
    "Cut the noise of a delivery drone's descent by a third without losing lift.",
    "Our drones land in gardens. People complain about the last ten seconds.\n\n"
    "**We ask for** a blade shape for a 9-inch two-blade propeller, printable in nylon, with\n\n"
    "- a drawing or a mesh we can print\n- the reason why it should be quieter in descent\n- an estimate of lost lift; "
    "more than 4 % is too much\n\nWe print and measure the five most promising ones ourselves.",
    ("acoustics", "hardware"),
    (400_000, 100_000),
)
LABEL = Text(
    "Read a wine label in bad light",
    "Name producer and vintage from a phone's photo, taken in a cellar.",
    "I keep a cellar book for four hundred friends' bottles. Their photos are dark, skewed and half covered by a "
    "thumb.\n\n"
    "Send a method that reads producer and vintage from the fifty sample photos, and say what it costs to run.",
    ("vision",),
    (45_000,),
    "eur",
)
ROUTE = Text(
    "Empty bins first",
    "Plan a morning's round from last month's fill levels, so that full bins are met before nine.",
    "Six lorries, 1,900 bins, and a sensor in each third one. **Find the bins that will be full**, and the order in "
    "which to "
    "meet them.\n\nSample data: thirty days, anonymised streets. Judged on missed bins and kilometres.",
    ("routing", "cities"),
    (150_000, 60_000, 40_000),
)
GREENHOUSE = Text(
    "How much water does this greenhouse really need?",
    "Estimate tomorrow's irrigation from the camera that is already there.",
    "Tomatoes, two hectares, one camera per row. We irrigate by habit and lose a fifth of it.\n\n"
    "An entry says how much water each row needs tomorrow, and why we should believe it.",
    ("agriculture", "vision"),
    (250_000,),
)
INVOICE = Text(
    "Find the invoice that was paid twice",
    "Spot duplicates among 80,000 invoices where number, date or amount was typed wrong once.",
    "Three mergers, three accounting systems, one ledger. Some suppliers were paid twice, under invoice numbers "
    "that differ by "
    "a zero or a dash.\n\nReturn pairs with a score. False alarms cost an accountant ten minutes each; so weigh them.",
    ("finance", "data"),
    (120_000, 30_000),
    "eur",
)
BRAILLE = Text(
    "A tactile map of a railway station",
    "Turn a floor plan into a raised map that a blind traveller can hold.",
    "We have floor plans of forty stations as vector files, and a swell-paper printer. What must stay, what must "
    "go, and how "
    "large must a staircase be to be felt? **A rule set and three worked stations** win.",
    ("accessibility",),
    (180_000, 60_000),
)
BATTERY = Text(
    "Second life for e-bike cells",
    "Sort used cells by what they are still good for, in under a minute each.",
    "A pallet holds 6,000 cells of unknown history. Capacity tests take hours. Is there a one-minute measurement "
    "that predicts "
    "the remaining capacity to 5 %?\n\nPaper and model first; we lend a bench to the finalists.",
    ("energy", "hardware"),
    (500_000,),
)
CHOIR = Text(
    "Seat a choir",
    "Place ninety singers so that voices blend and everybody sees the conductor.",
    "Voices differ in height, strength and pitch; singers in size. We try by hand for a whole evening.\n\n"
    "A small program that proposes three seatings from a table, and a page on why.",
    ("music", "optimisation"),
    (30_000,),
    "gbp",
)
SOURDOUGH = Text(
    "When is the dough ready?",
    "Tell from a jar's photo series when a sourdough starter is at its peak.",
    "A camera looks at the jar every five minutes. Call the peak within a quarter of an hour, for flours you have "
    "not seen.",
    ("food", "vision"),
    (60_000,),
)
LIBRARY = Text(
    "Which book next?",
    "Recommend from a small library's loans without keeping who borrowed what.",
    "Our readers' loans are deleted on return, and shall stay so. Recommend all the same.",
    ("privacy", "books"),
    (90_000,),
)
TIDE = Text(
    "A tide table for a harbour without a gauge",
    "Predict high water within ten minutes, from a year of a fisherman's notes.",
    "The next gauge is 60 km away, behind an island. We have 300 hand-written times of high water, and a good echo "
    "sounder.",
    ("sea", "data"),
    (75_000,),
)
STAIRS = Text(
    "Carry a washing machine upstairs",
    "A tool for one person and a narrow staircase, for under 200.",
    "Two movers of ours hurt their backs last year. Drawings, a bill of material, and a video of a cardboard model.",
    ("hardware",),
    (220_000,),
)
NOISE = Text(
    "Name that bird, politely",
    "Tell a blackcap from a garden warbler in a city's noise.",
    "The two sing alike even to us. Microphones hang in eleven parks; trams pass every six minutes.",
    ("acoustics", "nature"),
    (80_000,),
)
MIRACLE = Text(
    "Perpetual motion for a shop window",
    "A wheel that turns for ever, to draw people in.",
    "It must turn without a motor and without a battery, for ever. Drawings are enough.",
    ("hardware",),
    (50_000,),
)
WALLET = Text(
    "A loyalty card that nobody has to carry",
    "Stamp the tenth coffee without an app, a card or a name.",
    "Cafés in one street want one stamp for all. Guests want no account.",
    ("retail",),
    (70_000,),
)
MENU = Text(
    "A menu that adds up",
    "Plan a school kitchen's fortnight within budget, allergies and what children eat.",
    "Our cook plans by hand, on Sunday evenings. A small thank-you, not a wage.",
    ("food",),
    (1_000,),
)
HARBOUR = Text(
    "Find the drifting container",
    "Tell from harbour cameras when a container has gone overboard.",
    "It happens twice a year, at night, in rain. Eleven cameras, none of them good.",
    ("sea", "vision"),
    (200_000,),
)
STOVE = Text(
    "A stove that smokes less",
    "Halve the smoke of a wood stove with what a village smith has.",
    "No fan, no sheet thinner than 2 mm, no part that must be bought.",
    ("energy",),
    (65_000,),
)
BENCH = Text(
    "A bench that is dry by nine",
    "A park bench whose seat is dry two hours after rain, without power.",
    "Wood, steel or stone. It must survive skateboards.",
    ("cities",),
    (55_000,),
)
KITE = Text(
    "Which way will the wind turn?",
    "Warn a beach's kite school half an hour before the wind turns offshore.",
    "Two masts, ten years of minutes, and one lesson an hour. A false alarm costs a lesson, a missed one a rescue.",
    ("sea", "data"),
    (85_000,),
)
ORCHARD = Text(
    "Frost on the orchard's lowest row",
    "Warn eleven small orchards two hours before frost, with sensors that cost less than a crate of apples.",
    "None of us can pay the prize alone. Together we lose a harvest every fourth spring, always in the lowest row.",
    ("nature", "data"),
    (120_000,),
)
