"""The transfer desk: inventions, patent families, contracts, start-ups."""
