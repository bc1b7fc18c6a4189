"""What each Stripe object is and does; one module per noun. Every function takes the `Act` it happens in."""
