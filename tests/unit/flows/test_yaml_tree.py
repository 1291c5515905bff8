"""What a flow file may hide, and how it is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import FlowError
from flows.yaml_tree import Node, parse_tree


def plainly(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: plainly(below) for key, below in node.value.items()}
    return [plainly(one) for one in node.value] if isinstance(node.value, list) else node.value


def test_scalars_are_yaml_1_2_core() -> None:
    tree = parse_tree(
        "a: on\nb: yes\nc: no\nd: 12:30:45\ne: 2026-02-30\nf: 7\ng: true\nh: ~\ni: '7'\nj: 1.5\n",
        "f",
    )
    assert plainly(tree) == {
        "a": "on", "b": "yes", "c": "no", "d": "12:30:45", "e": "2026-02-30",
        "f": 7, "g": True, "h": None, "i": "7", "j": 1.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: &x 1\nb: *x\n", 1, "anchors"),
        ("a: 1\nb: *x\n", 2, "aliases"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "tags"),
        ("a: ! 1\n", 1, "tags"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a: [1\n", 2, "not YAML"),
        ("a: 1\nb: \x00\n", 2, "control character"),
        ("a: 1\nb: \ud800\n", 2, "UTF-8"),
        ("[" * 40_000, 1, "deeper"),
        ("a: " + "1" * 5000, 1, "too long"),
        ("? [a, b]\n: 1\n", 1, "plain word"),
        ("", 1, "empty"),
        ("a: '" + "x" * 300_000 + "'", 1, "bytes"),
        ("[" + "1," * 60_000 + "]", 1, "split the flow"),
        ("a: 1\n\tb: 2\n", 2, "not YAML; mend it: write spaces for the tab"),
        ("<<: {a: 1}\n<<: {b: 2}\n", 2, "twice"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_parse_tree_refuses_with_the_line(text: str, line: int, says: str) -> None:
    with pytest.raises(FlowError, match=says) as caught:
        parse_tree(text, "bad.yaml")
    assert (caught.value.file, caught.value.line) == ("bad.yaml", line)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_parse_tree_parses_or_refuses_anything(text: str) -> None:
    with suppress(FlowError):
        assert parse_tree(text, "any.yaml").line >= 1
