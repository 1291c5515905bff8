"""Renders a digest's model into the formats officers download."""
