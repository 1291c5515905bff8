"""The JSON Schema takes what the loader takes, and refuses what it can see to be wrong."""

from typing import Any

import jsonschema
import pytest

from flows.errors import FlowError
from flows.loading import load_flow
from flows.schema import make_schema
from flows.yaml_tree import Node, parse_tree

CHECKER = jsonschema.Draft202012Validator(make_schema())


def to_plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: to_plain(below) for key, below in node.value.items()}
    return [to_plain(below) for below in node.value] if isinstance(node.value, list) else node.value


def is_valid(text: str) -> bool:
    return bool(CHECKER.is_valid(to_plain(parse_tree(text, "needs.yaml"))))


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(make_schema())


def test_shipped_flow_is_valid(sources: dict[str, str]) -> None:
    assert is_valid(sources["needs.yaml"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("initial: need", "start: need"),
        ("initial: need\n", ""),
        ("languages: [en, tr,", "languages: [english,"),
        ("languages: [en, tr,", "languages: [en, en,"),
        ("purpose: consultation", "purpose: fun"),
        ("promise: engagement", "promise: someday"),
        ("record: need", "record: wish"),
        ("expect: words", "expect: poem"),
        ("save: answers.reach", "save: answers.reach.more"),
        ("skipped: close", "refused: close"),
        ("times: 1", "times: 6"),
        ("3d:", "3 days:"),
        ("{promise.decider}", "{promise.money}"),
        ("guard: 'answers", "when: 'answers"),
        ("gone_quiet: {final: true}", "gone_quiet: {final: true, after: {3d: {target: need}}}"),
        ("gone_quiet: {final: true}", "gone_quiet: {say: Still there?}"),
        ("me: {label: Just me,", "me: {name: Just me,"),
        ("{target: detail, guard", "{guard"),
        ("label: Lots of us", "label: ' '"),
    ],
)
def test_schema_and_loader_refuse_the_same(sources: dict[str, str], old: str, new: str) -> None:
    assert old in sources["needs.yaml"]
    broken = sources["needs.yaml"].replace(old, new, 1)

    assert not is_valid(broken)
    with pytest.raises(FlowError):
        load_flow({**sources, "needs.yaml": broken})
