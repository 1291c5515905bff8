"""From an organiser's question to what goes out: drafted, judged, planned, opened."""
