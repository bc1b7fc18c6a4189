"""Real contests, replayed: each pot paid in at Checkout, each award paid out, and every cent compared with Stripe's."""
