"""The demo: believable people and challenges, one in every status, made by the services that everyone else uses."""
