"""The words of the scenes that are played for pictures."""

TITLES = {
    "vote": "A name for the new ferry",
    "queue": "Make the parser survive an empty file",
    "question": "Why does the cold store's log skip an hour in spring?",
    "ideas": "What should our shops do next?",
    "panel": "A hinge that never squeaks",
    "team": "A quieter kettle",
    "draft": "A bench that dries in the wind",
    "request": "A mountain bike, to be fetched in Hull",
    "unpaid": "A lamp for reading under trees",
    "twins": "A buoy that tells when it drags its anchor",
    "again": "A garden pump that eats leaves",
    "taken_back": "A garden gate that closes itself",
}
SAID = {
    "vote": (
        "It sails from next spring, with the town's name on no side yet.",
        "Short, and easy to read from the shore.",
    ),
    "queue": ("An empty file ends it with an error that says nothing.", "A patch with a test. The file is attached."),
    "question": ("Every March an hour is missing.", "Four loggers, the same hour. What eats it?"),
    "ideas": ("Tell us what you miss; others vote.", "Anything that a shop of sixty square metres can do."),
    "panel": ("A door hinge that stays silent for a year.", "A drawing, and why it does not squeak."),
    "request": ("For a way to work over the hill.", "Frame of 52 cm or so, brakes that hold; used is fine."),
    "twins": ("It must tell by itself, and last a winter.", "A drawing and a bill of material, please."),
    "again": ("It shall run through an autumn without being cleaned.", "For a pump of 40 watts, under an old oak."),
    "taken_back": ("Without a spring, in any wind.", "A gate of 1.2 m by 1 m, of oak, 22 kg."),
    "team": ("It should tell that the water boils, and wake nobody.", "Any kettle; parts under five euros."),
}
RUBRIC = [
    {"name": "Works", "weight": 60, "guidance": "Would it still be silent after a year?"},
    {"name": "Can be built", "weight": 40, "guidance": "With the tools of a small workshop."},
]
HINGES = {
    "solver1": ("Felt and wax", "A ring of felt, soaked once in wax, between pin and leaf."),
    "solver2": ("A loose pin", "The pin turns in a sleeve of nylon; nothing rubs on steel."),
    "solver3": ("Two balls", "Two ball bearings of a skate carry the door."),
}
DRAGS = (
    "A float in the buoy's foot slides along a rail as soon as the chain pulls from the side. At the end of the rail "
    "it closes a switch, and the lamp changes from white to red. The rail is a plain tube with a slot, the switch is "
    "of the kind that garden pumps have. In still water the float rests in a notch, so that a wave alone does not "
    "move it. One charge of the lamp lasts for eleven weeks. "
)
TWINS = {
    "solver2": ("A float on a rail", DRAGS + "It was tried for a week on a mooring with two tides a day."),
    "solver3": ("The sliding float", DRAGS + "All of it can be had in a shop for boats."),
    "solver4": ("Ask the chain", "A weight on the chain swings when the anchor drags; a phone's sensor feels it."),
}
POINTS = {"judge1": (86, 74, 41), "judge2": (81, 79, 78)}
COMMENT = "Plainly told, and the drawing answers what the text leaves open."
RUDE = "Take mine, today, or you will read of your shop everywhere. We can also settle it without this site."
