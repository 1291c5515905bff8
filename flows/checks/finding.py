"""What the checker finds, and the codes it has for it."""

from dataclasses import dataclass

ERROR, NOTE = "error", "note"

SEVERITIES = {
    "not-a-flow": ERROR,
    "subflow-cycle": ERROR,
    "placeholder-unknown": ERROR,
    "placeholder-empty": ERROR,
    "timer-without-target": ERROR,
    "guard-not-exhaustive": ERROR,
    "guard-wrong": ERROR,
    "unreachable-state": ERROR,
    "no-way-out": ERROR,
    "loop-without-wait": ERROR,
    "silent-end": ERROR,
    "outcome-unreachable": ERROR,
    "timer-unreachable": ERROR,
    "timer-ring": ERROR,
    "nothing-asked": ERROR,
    "guard-wrong-type": ERROR,
    "guard-answer-missing": ERROR,
    "guard-never-holds": ERROR,
    "transition-unreachable": ERROR,
    "guard-not-tried": NOTE,
    "answer-clash": ERROR,
    "option-ambiguous": ERROR,
    "option-shadowed": ERROR,
    "digits-taken": ERROR,
    "keyword-clash": ERROR,
    "keyword-shadowed": ERROR,
    "keyword-unmatched": ERROR,
    "promise-missing": ERROR,
    "promise-undated": ERROR,
    "promise-unnamed": ERROR,
    "decider-unnamed": ERROR,
    "stop-unsaid": ERROR,
    "promise-hasty": NOTE,
    "sensitive-without-skip": ERROR,
    "no-way-by-text": ERROR,
    "consent-unclear": ERROR,
    "consent-by-silence": ERROR,
    "consent-mixed": NOTE,
    "staff-invoked": ERROR,
    "staff-code": ERROR,
    "too-many-questions": ERROR,
    "reminder-not-last": ERROR,
    "too-many-reminders": ERROR,
    "two-questions": ERROR,
    "consult-style": ERROR,
    "hard-to-reach": ERROR,
    "vote-without-budget": ERROR,
    "word-to-avoid": ERROR,
    "hard-to-read": ERROR,
    "long-sentence": ERROR,
    "hard-word": NOTE,
    "too-long": ERROR,
    "costly-signs": NOTE,
    "cost": NOTE,
    "translation-missing": NOTE,
    "translation-fuzzy": NOTE,
    "translation-stale": NOTE,
    "translation-differs": NOTE,
    "walk-failed": ERROR,
}
"""code -> severity; docs/reference/flow-checks.md says what each means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the checker found.

    Attributes:
        code: short words in kebab-case, as docs/reference/flow-checks.md lists them.
        file: its name, such as "needs.yaml".
        line: 1-based.
        means: what is so, and what it means for a resident.
        fix: how to mend it; "" for a note that asks for nothing.
    """

    code: str
    file: str
    line: int
    means: str
    fix: str = ""

    @property
    def severity(self) -> str:
        """Error or note; only errors fail a check."""
        return SEVERITIES[self.code]
