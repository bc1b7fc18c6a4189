"""People who show themselves."""
