"""Matching measured: labelled texts, training of the model, other matchers on the same texts."""
