"""Long runs with a seed: crash, chaos, race. `make campaign NAME=payouts`; a short slice of each is among the tests."""
