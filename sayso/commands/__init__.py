"""The commands of the command line, one module per noun.

Each parses, calls one thing, and prints.
"""
