"""Entries: what solvers submit, version by version, each with a receipt."""
