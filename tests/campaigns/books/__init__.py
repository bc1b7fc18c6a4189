"""The whole life of challenges and purses, in whatever order: the machine that test_books.py plays, and what it proves.

People, challenges and money are real rows; Stripe is the simulator over HTTP. A refusal of ours is an answer like any
other; what must hold afterwards is M1 to M6, and what the oracle says.
"""
