"""Images beside an entry: measured at upload, decoded in a process that may die of it, shown only as we drew them."""
