"""PostgreSQL as Django speaks to it, without two costs that every request paid (settings.DATABASES names it)."""
