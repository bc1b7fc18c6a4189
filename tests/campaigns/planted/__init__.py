"""Faults that are planted on purpose into a copy of the house: each must be noticed by the tests that name it."""
