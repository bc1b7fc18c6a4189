"""What is measured: each lane is something that a process does again and again. Only stations import these modules."""
