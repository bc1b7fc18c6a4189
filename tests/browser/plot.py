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
POINTS = {"judge1": (86, 74, 41), "judge2": (81, 79, 78)}
COMMENT = "Plainly told, and the drawing answers what the text leaves open."
