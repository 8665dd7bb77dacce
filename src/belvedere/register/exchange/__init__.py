"""Lists in and out: what a desk declares of a list is exported, looked over, and imported."""
