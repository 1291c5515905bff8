"""What one person's texts do: folded through the engine, one person at a time."""
