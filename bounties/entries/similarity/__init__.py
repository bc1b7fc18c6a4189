"""Entries of one challenge that look alike: flagged for a moderator, never blocked, never told to whoever judges."""
