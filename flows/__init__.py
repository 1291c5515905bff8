"""What a conversation is: definition, engine, reader, library. Pure: no I/O, no clock."""
