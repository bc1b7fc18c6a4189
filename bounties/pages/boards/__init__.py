"""What everyone may read as it comes, one by one: an idea, an answer; voted on, remarked on, and spoken to."""
