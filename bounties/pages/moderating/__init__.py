"""What a moderator sees: challenges and sponsors that wait for their word."""
