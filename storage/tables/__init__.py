"""Every table, in the words of design.md: one module per part of the house."""
