"""Tells whether a text is nothing but abuse. Holds no reply."""

from flows.normal import Said


def is_swearing(said: Said) -> bool:
    """Tell whether the whole text is only swearing."""
    return False
