"""Leaving with what is one's own: everything that a person gave and got as a copy, and the end of an account."""
