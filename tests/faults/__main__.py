"""`./dev test faults --full [ROW ...] [--write]`: the rows of the promises at their full sizes."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def main(words: list[str]) -> int:
    """Run the rows that are named by number or by a word of their name, or all of them."""
    options = [word for word in words if word.startswith("-") and word != "--full"]
    rows = [word for word in words if not word.startswith("-")]
    named = " or ".join(f"row_{int(row):02}_" if row.isdigit() else row for row in rows)
    return int(pytest.main([str(FOLDER), "--full", "-k", named or "test_row_", *options]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
