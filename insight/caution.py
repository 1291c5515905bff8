"""What a digest leaves out so that an attack on it finds nothing. Knows no figure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from insight.attack import Finding
from insight.model import Table
from insight.places import (
    DROP_OFF,
    EQUALITY,
    EVERYONE,
    FIRST_QUESTION,
    PARTS,
    TOPICS,
    is_of_answers,
)

SUMMED = frozenset({*PARTS, "base"})
"""Totals that add up: one is found from the others, so all are made vague together."""
AROUND = SUMMED | {"asked", "reached", "unsorted"}
"""Totals that every other one is bounded by."""
ALL_ANSWERS = "answers to questions"
"""What is vague of them is vague of all: one question's exact numbers tell of another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What is made vague or left out, beyond the rules that look at one table.

    Attributes:
        vague: codes of totals to the nearest 5 in a closing edition too.
        unsaid: codes of totals that are not shown.
        rows: (table, row) that are left out; without its first row there is no table.
    """

    vague: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    rows: frozenset[tuple[str, str]] = frozenset()

    def heed(self, findings: Iterable[Finding]) -> "Caution":
        """Be more careful where something was found."""
        careful = self
        places = dict.fromkeys(finding.place for finding in findings)
        totals_first = any(table == EVERYONE for table, _, _ in places)
        for table, row, _ in places:
            if totals_first and (table, row) == (DROP_OFF, FIRST_QUESTION):
                continue  # the same people as in the totals
            if table in (EVERYONE, TOPICS):
                careful = careful._beside(self._without_total(row))
            elif is_of_answers(table) and not self.keeps_answers_vague:
                careful = replace(careful, vague=careful.vague | {ALL_ANSWERS})
            else:
                careful = replace(careful, rows=careful.rows | {(table, row)})
        return careful

    def without_tables(self, tables: Iterable[Table]) -> "Caution":
        """Leave out whole breakdowns."""
        gone = {(table.id, row.code) for table in tables for row in table.rows[:1]}
        return replace(self, rows=self.rows | gone)

    def leaves_out(self, table: str, row: str) -> bool:
        """Tell whether a row of a breakdown is left out."""
        return (table, row) in self.rows

    def leaves_out_table(self, table: str) -> bool:
        """Tell whether a table goes as soon as one row of it must: its rows add up."""
        return any(table == one for one, _ in self.rows)

    def leaves_out_told(self, kind: str) -> bool:
        """Tell whether what people told of one kind goes: its groups add up."""
        return any(table == EQUALITY and row.startswith(f"{kind}:") for table, row in self.rows)

    @property
    def leaves_out_first_question(self) -> bool:
        """Tell whether drop-off would say a total that is not shown."""
        return bool(self.unsaid & {"reached", "answered"})

    @property
    def keeps_answers_vague(self) -> bool:
        """Whether answers to questions are to the nearest 5 in a closing edition too."""
        return ALL_ANSWERS in self.vague

    def _without_total(self, code: str) -> "Caution":
        """Take the next step with a total: vague, unsaid, and then with what it is set against."""
        codes = SUMMED if code in SUMMED else frozenset({code})
        if not codes <= self.vague:
            return Caution(vague=codes)
        if not codes <= self.unsaid:
            return Caution(unsaid=codes)
        return Caution(unsaid=AROUND) if self.vague >= AROUND else Caution(vague=AROUND)

    def _beside(self, other: "Caution") -> "Caution":
        return Caution(
            vague=self.vague | other.vague,
            unsaid=self.unsaid | other.unsaid,
            rows=self.rows | other.rows,
        )
