"""What replies amount to: themes, reach, disclosure. Pure: no I/O, no clock, no randomness."""
