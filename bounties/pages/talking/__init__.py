"""What two sides of an offer write to each other, by alias."""
