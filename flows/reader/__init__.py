"""Reads what somebody meant by a reply, in eight languages. Knows no state of a flow. Pure."""
