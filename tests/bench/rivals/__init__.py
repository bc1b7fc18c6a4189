"""What we compare ourselves with, each written plainly, as one would who has not thought of speed."""
