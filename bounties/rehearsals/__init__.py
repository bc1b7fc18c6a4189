"""A draft's whole life before it is published: made-up people play it in a transaction that is always rolled back."""
