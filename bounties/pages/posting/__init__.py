"""What a sponsor sees: posting a challenge, paying for it, and what waits for them."""
