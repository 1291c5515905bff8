"""The errors of insight. Holds none of flows': neighbours do not import each other."""


class FrameError(ValueError):
    """A frame of topics that cannot be used; its text is one line, `file:line: what is wrong`."""

    code = "frame"

    def __init__(self, message: str, *, file: str, line: int) -> None:
        """Say what is wrong and where.

        Args:
            message: one line: what is wrong and how to mend it.
            file: the file's name as its author knows it.
            line: 1-based line in that file.
        """
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line
