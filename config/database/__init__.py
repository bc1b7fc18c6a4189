"""PostgreSQL as Django speaks to it, without three costs of requests and batches (settings.DATABASES names it)."""
