"""Checks flows from disk and walks them: gathers findings, and writes them out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random  # noqa: TID251  (seeded by who calls)
from typing import Any

from flows.checks.checker import check, read_error
from flows.checks.finding import Finding
from flows.checks.lengths import make_longest_setting
from flows.checks.walks import Walker, tell_trouble
from flows.definition import Flow
from flows.errors import FlowError
from flows.loading import load_flow
from flows.reader.normal import normalise
from sayso.flow_files import FlowFiles, add_played


@dataclass(kw_only=True)
class Report:
    """What checking some flows came to.

    Attributes:
        findings: (where the file is, finding), each once.
        steps: how many events the walks took together.
        ended: how many walks came to an end of the conversation.
    """

    flows: list[str] = field(default_factory=list)
    findings: dict[tuple[str, Finding], None] = field(default_factory=dict)
    walks: int = 0
    steps: int = 0
    ended: int = 0

    def add(self, found: Iterable[Finding], paths: Mapping[str, Path]) -> None:
        """Take findings in; what two flows share is told once."""
        for one in found:
            self.findings[(str(paths.get(one.file, one.file)), one)] = None

    def count(self, severity: str) -> int:
        """Count the findings of a severity."""
        return sum(one.severity == severity for _, one in self.findings)

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "flows": self.flows,
            "errors": self.count("error"),
            "notes": self.count("note"),
            "findings": [
                {
                    "code": one.code,
                    "severity": one.severity,
                    "file": path,
                    "line": one.line,
                    "means": one.means,
                    "fix": one.fix,
                }
                for path, one in self.findings
            ],
            "walks": {"walks": self.walks, "steps": self.steps, "ended": self.ended},
        }


def check_files(
    bundles: Sequence[FlowFiles], shipped: Sequence[FlowFiles]
) -> tuple[Report, dict[str, Flow]]:
    """Check flows, each by itself and their keywords against each other and the shipped ones.

    Args:
        bundles: to check, with the flows they play. Shared texts are checked with a flow that
            stands in their folder.
        shipped: the flows that come with Sayso.

    Returns:
        The report, and the flows that load, by where their file is.
    """
    bundles = add_played(bundles)
    report = Report(flows=[bundle.id for bundle in bundles])
    loaded = _load(bundles, report)
    others = _load(shipped, Report()) | loaded
    for bundle in bundles:
        path = bundle.paths[f"{bundle.id}.yaml"]
        if str(path) in loaded:
            elsewhere = _list_doors(bundle.id, others)
            found = check(loaded[str(path)], bundle.sources, elsewhere=elsewhere)
            own = [one for one in found if bundle.paths[one.file].parent == path.parent]
            report.add(own, bundle.paths)
    return report, loaded


def _load(bundles: Sequence[FlowFiles], report: Report) -> dict[str, Flow]:
    """Load flows: where the file is -> flow; what does not load goes into the report."""
    loaded: dict[str, Flow] = {}
    for bundle in bundles:
        try:
            loaded[str(bundle.paths[f"{bundle.id}.yaml"])] = load_flow(bundle.sources)
        except FlowError as error:
            report.add([read_error(error)], bundle.paths)
    return loaded


def _list_doors(id: str, others: Mapping[str, Flow]) -> dict[str, str]:
    """List the keywords and codes of other flows: word in its plain form -> flow."""
    return {
        normalise(word).key: flow.id
        for flow in others.values()
        if flow.id != id
        for word in (*flow.keywords, *flow.codes)
    }


def walk_flows(
    report: Report,
    loaded: Mapping[str, Flow],
    *,
    walks: int,
    seed: int,
    now: datetime,
    tick: Callable[[], object],
) -> None:
    """Walk each flow at random; the first trouble of each kind goes into the report.

    Args:
        loaded: where the file is -> flow.
        walks: how many for each flow.
        seed: the same seed takes the same walks.
        tick: called after each walk.
    """
    for path, flow in loaded.items():
        dice = Random(seed)  # noqa: S311
        setting = make_longest_setting(flow.languages[0])
        walker = Walker(flow, setting, pick=dice.randrange, now=now)
        troubles = [walker.stop_everywhere()] if walks else []
        for _ in range(walks):
            walked = walker.walk()
            report.walks += 1
            report.steps += walked.steps
            report.ended += walked.ended
            troubles.append(walked.trouble)
            tick()
        first = {trouble.what: trouble for trouble in reversed(troubles) if trouble}
        for trouble in first.values():
            finding = tell_trouble(flow, trouble)
            report.add([finding], {finding.file: Path(path)})


def tell_finding(path: str, finding: Finding) -> str:
    """Write a finding for people, on one line."""
    fix = f". Fix: {finding.fix}" if finding.fix else ""
    head = f"{path}:{finding.line}: {finding.severity} {finding.code}"
    return f"{head}: {finding.means}{fix}"


def tell_github(path: str, finding: Finding) -> str:
    """Write a finding as an annotation of GitHub's.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    level = "error" if finding.severity == "error" else "notice"
    message = f"{finding.means}. {finding.fix}" if finding.fix else finding.means
    file = _escape(path).replace(":", "%3A").replace(",", "%2C")
    return (
        f"::{level} file={file},line={finding.line},title=sayso {finding.code}::{_escape(message)}"
    )


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
