"""What a flow file may say, and what it is told when it says something else."""

import pytest

from flows.definition import Flow
from flows.errors import FlowError
from flows.loading import load_flow

SMALL = """\
id: small
title: Small
languages: [en, tr]
initial: ask
states:
  ask:
    say: How many, {community.name}?
    expect: number
    save: answers.count
    on:
      answered:
        - {target: end, guard: 'answers.count > 3'}
        - {target: end}
    after:
      3d: {say: Still there?, target: ask, times: 2}
  end: {say: Thank you., final: true}
"""


def load_small(sources: dict[str, str], text: str, **more: str) -> Flow:
    return load_flow({"small.yaml": text, "system.yaml": sources["system.yaml"], **more})


def test_shipped_flow_loads_in_its_languages(needs: Flow) -> None:
    assert needs.languages == ("en", "tr", "cy", "bn", "pl", "so", "ur", "ar")
    assert needs.offered[:2] == (("1", "en"), ("2", "tr"))
    assert len(needs.version) == 64
    assert {language for _, language in needs.texts} == set(needs.languages)


def test_every_text_of_the_shipped_flow_is_translated(needs: Flow) -> None:
    same = [
        key
        for key, language in needs.texts
        if language == "tr" and needs.texts[(key, "tr")] == needs.texts[(key, "en")]
    ]
    assert same == []


def test_version_changes_with_any_source(sources: dict[str, str], needs: Flow) -> None:
    changed = load_flow({**sources, "needs.tr.po": sources["needs.tr.po"] + "\n# more\n"})
    assert changed.version != needs.version
    assert load_flow(sources).version == needs.version


def test_windows_line_ends_make_no_new_version(sources: dict[str, str], needs: Flow) -> None:
    assert (
        load_flow({name: text.replace("\n", "\r\n") for name, text in sources.items()}).version
        == needs.version
    )


def test_missing_translation_falls_back_to_the_first_language(sources: dict[str, str]) -> None:
    catalogue = 'msgid "Thank you."\nmsgstr "Teşekkürler."\n'
    flow = load_small(sources, SMALL, **{"small.tr.po": catalogue})
    assert flow.text("end.say", "tr") == "Teşekkürler."
    assert flow.text("ask.say", "tr") == flow.text("ask.say", "en")
    assert flow.offered == (("1", "en"), ("2", "tr"))


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("initial: ask", "initial: asc", 4, "no state"),
        ("  end: {say", "  system: {final: true}\n  end: {say", 16, "cannot be named system"),
        ("initial: ask\n", "", 1, "add 'initial:'"),
        ("title: Small", "title: Small\ncolour: red", 3, "knows no 'colour'"),
        ("expect: number", "expect: poem", 8, "must be one of"),
        ("expect: number", "expect: {choice: {a: One}}", 8, "two to nine"),
        ("expect: number", "expect: {scale: {5: Good, 1: Bad}}", 8, "low end"),
        ("expect: number", "expect: {scale: {a: Good, b: Bad}}", 8, "as digits"),
        ("{target: end}\n", "{target: ende}\n", 13, "no state"),
        ("{target: end}\n", "{target: end, guard: 'true'}\n", 11, "must have no guard"),
        ("answers.count > 3", "answers.cuont > 3", 12, "no state saves answers.cuont"),
        ("answers.count > 3", "answers.count >", 12, "not CEL"),
        ("answers.count > 3", "answer > 3", 12, "unknown"),
        ("answers.count > 3", "answers.count", 12, "true or false"),
        ("answers.count > 3", "true || " * 60 + "true", 12, "longer than"),
        ("{community.name}", "{community.secret}", 7, "cannot be filled in"),
        ("{community.name}", "{0.__class__}", 7, "cannot be filled in"),
        ("{community.name}", "{", 7, "YAML|cannot be filled in"),
        ("final: true", "final: on", 16, "true or false"),
        ("times: 2", "times: 99", 15, "1 to 5"),
        ("3d:", "soon:", 15, "no delay"),
        ("id: small", "id: other", 1, "file's name"),
        ("languages: [en, tr]", "languages: []", 3, "one to nine"),
        ("say: Thank you., final: true", "say: Thank you.", 16, "neither waits nor ends"),
        ("    on:\n", "    off:\n", 10, "knows no 'off'"),
        ("save: answers.count", "save: answers.count; drop", 9, "letters, digits"),
        ("states:\n", "purpose: spying\nstates:\n", 5, "must be one of"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_load_flow_refuses_with_the_line(
    sources: dict[str, str], old: str, new: str, line: int, says: str
) -> None:
    assert old in SMALL
    with pytest.raises(FlowError, match=says) as caught:
        load_small(sources, SMALL.replace(old, new, 1))
    assert caught.value.file == "small.yaml"
    assert caught.value.line == line


def test_load_flow_refuses_a_placeholder_in_a_translation(sources: dict[str, str]) -> None:
    catalogue = 'msgid "Thank you."\nmsgstr "{settings.secret}"\n'
    with pytest.raises(FlowError, match="cannot be filled in") as caught:
        load_small(sources, SMALL, **{"small.tr.po": catalogue})
    assert (caught.value.file, caught.value.line) == ("small.tr.po", 1)


def test_load_flow_refuses_a_broken_catalogue(sources: dict[str, str]) -> None:
    with pytest.raises(FlowError, match="PO file"):
        load_small(sources, SMALL, **{"small.tr.po": 'msgid "a\nmsgstr nothing\n'})


@pytest.mark.parametrize("name", ["small.yaml", "system.yaml"])
def test_load_flow_names_the_file_that_is_missing(sources: dict[str, str], name: str) -> None:
    both = {"small.yaml": SMALL, "system.yaml": sources["system.yaml"]}
    both.pop(name)
    with pytest.raises(FlowError):
        load_flow(both)


def test_load_flow_refuses_files_of_other_flows(sources: dict[str, str]) -> None:
    with pytest.raises(FlowError, match="not a file of this flow"):
        load_small(sources, SMALL, **{"other.tr.po": ""})


def test_flows_that_play_flows_without_bound_are_refused(sources: dict[str, str]) -> None:
    files = {"system.yaml": sources["system.yaml"]}
    for number in range(12):
        plays = "\n".join(
            f"  s{one}: {{invoke: f{number + 1}, on: {{done: end}}}}" for one in range(9)
        )
        files[f"f{number}.yaml"] = (
            f"id: f{number}\ntitle: F\nlanguages: [en]\ninitial: ask\nstates:\n"
            "  ask: {say: What?, expect: words, on: {answered: end}}\n"
            f"{plays if number < 11 else ''}\n  end: {{say: Bye., final: true}}\n"
        )

    with pytest.raises(FlowError, match="over 1000 states"):
        load_flow(files)
