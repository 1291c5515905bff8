"""Proves that a flow treats people well, and says what does not. Pure."""
