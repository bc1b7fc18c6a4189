"""What a station is asked once: its plans, and what each page weighs."""
