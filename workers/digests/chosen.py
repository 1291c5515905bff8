"""Tells the tables of answers to questions from all others of a digest. Holds no layout."""

from insight.model import Row, Shown, Table
from insight.places import ALL_ANSWERED, is_of_answers

TITLE = "What people chose"


def part_tables(shown: Shown) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """Part the tables of answers to questions from the others."""
    answers = tuple(table for table in shown.tables if is_of_answers(table.id))
    return answers, tuple(table for table in shown.tables if table not in answers)


def list_chosen(table: Table) -> list[Row]:
    """List the answers that somebody gave, without the row of all who answered."""
    return [row for row in table.rows if row.figures[0].value != 0 and row.code != ALL_ANSWERED]
