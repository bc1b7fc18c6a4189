"""Pages of a challenge that runs: what its sponsor may still do, what a moderator may, and what everyone is told."""
