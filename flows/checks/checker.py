"""Runs every check on a flow. The checks themselves stand beside it, by subject."""

from collections.abc import Mapping

from flows.checks.asking import check_asking
from flows.checks.branches import check_branches
from flows.checks.case import make_case
from flows.checks.finding import Finding
from flows.checks.grade import check_grade
from flows.checks.keys import check_keys
from flows.checks.languages import check_languages
from flows.checks.lengths import check_lengths
from flows.checks.options import check_digits, check_keywords, check_options
from flows.checks.patience import check_patience
from flows.checks.structure import check_structure
from flows.checks.wording import check_wording
from flows.definition import Flow
from flows.errors import FlowError
from flows.loading import load_flow

_NOWHERE: Mapping[str, str] = {}


def check(
    flow: Flow, sources: Mapping[str, str], *, elsewhere: Mapping[str, str] = _NOWHERE
) -> tuple[Finding, ...]:
    """Check a flow that loaded, and the texts every flow shares.

    Args:
        sources: file name -> text, as it was loaded from.
        elsewhere: keyword or code in its plain form -> another flow that has it.

    Returns:
        What was found: the flow's shape first, then its words.
    """
    case = make_case(flow, sources)
    branches, dead = check_branches(case)
    return (
        *check_structure(case, dead),
        *branches,
        *check_keys(case),
        *check_patience(case, dead),
        *check_options(case, elsewhere),
        *check_digits(case),
        *check_keywords(case, elsewhere),
        *check_asking(case),
        *check_wording(case),
        *check_grade(case),
        *check_lengths(case),
        *check_languages(case),
    )


def check_sources(
    sources: Mapping[str, str], *, elsewhere: Mapping[str, str] = _NOWHERE
) -> tuple[Finding, ...]:
    """Check a flow's files; one that does not load is a finding too, and then the only one."""
    try:
        flow = load_flow(sources)
    except FlowError as error:
        return (read_error(error),)
    return check(flow, sources, elsewhere=elsewhere)


def read_error(error: FlowError) -> Finding:
    """Tell what the loader refused."""
    what, _, fix = error.message.partition("; ")
    return Finding(
        code=error.finding,
        file=error.file,
        line=error.line,
        means=f"{what}: no resident can be asked with this flow",
        fix=fix or what,
    )
