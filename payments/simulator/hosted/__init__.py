"""The pages Stripe hosts: checkout, 3D Secure, receipts, onboarding, a dashboard. No script, no cookie."""
