"""Attacks on a house full of hostile words: each file is a class of attack, each test a rule that holds against it."""
