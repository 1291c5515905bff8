"""Measurements, run by `./dev bench [NAME]`; never part of the tests."""
