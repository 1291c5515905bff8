"""The composition root: command line, embedded servers, demo, supervisor. Imported by nothing."""
