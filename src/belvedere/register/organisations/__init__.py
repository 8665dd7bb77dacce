"""Organisations: what they are called, how they hang together over time, who works there."""
