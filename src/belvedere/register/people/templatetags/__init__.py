"""The people of an organisation, on its page."""
