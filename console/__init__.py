"""The edge to organisers and officers: for now health and the digest page."""
