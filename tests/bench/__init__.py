"""Measurements, run by hand: `python -m tests.bench.NAME` prints figures and fails where a limit is missed."""
