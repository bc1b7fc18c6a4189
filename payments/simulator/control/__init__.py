"""The control plane: what the outside world does to the money, on its own port and token, beside Stripe's API."""
