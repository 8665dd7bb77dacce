"""One process each: what Belvedere does, the floor by hand, and the peers."""
