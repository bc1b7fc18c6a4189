"""What Laurel says, gathered from the source, and what translators made of it (docs/decisions/0087)."""
