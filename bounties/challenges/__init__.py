"""Challenges: a problem with a reward, from draft to the last payment."""
