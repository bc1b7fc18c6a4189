"""Pages of judging: the judge's desk, and the sponsor's side of it up to the decision."""
