"""A neighbourhood on real servers: invented residents, real texts in and out, a real digest."""
