"""Draws a flow: as SVG in a layout of our own, and as Mermaid. Pure."""
