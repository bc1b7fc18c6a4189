"""What a stranger can check of a signed result, offline: no database, no settings, nothing of Django's."""
