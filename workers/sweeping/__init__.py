"""What the sweeper sees to, each a thing of its own: what is due, lost, late or old."""
