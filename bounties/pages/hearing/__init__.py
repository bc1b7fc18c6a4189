"""What arbiters and moderators hear and decide: appeals, charges, likenesses, reports, votes that look like a ring."""
