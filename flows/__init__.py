"""What a conversation is: definition, engine, reading, library. Pure: no I/O, no clock."""
