"""The whole stack under mixed load: people who browse, hand in and score, Stripe that tells, deadlines that pass."""
