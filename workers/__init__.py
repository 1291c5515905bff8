"""What happens behind the scenes: one module per job."""
