"""PO files for translators: writing them, bringing them up to date, checking them."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalogue import parse_catalogue, read_translations, write_translations
from flows.checks.case import Case, make_case
from flows.errors import FlowError
from flows.loading import load_flow
from flows.templates import PLACEHOLDERS
from flows.translating import MEANINGS, count_progress, extract, find_remarks, list_texts

SMALL = """\
id: small
title: A bench
languages: [en, tr]
initial: ask

states:
  ask:
    welcome: "Hello from {community.name}. Which place?"
    say: "{community.name}: which place?"
    expect:
      choice: {park: The park, road: The road}
    on: {answered: close}
    after:
      3d: {say: "Still there?", target: ask, times: 1}

  close:
    say: Thank you.
    final: true
"""
TURKISH = """\
# Ayşe translates this.
msgid ""
msgstr ""
"Language: tr\\n"
"X-Generator: A Tool 1.2\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# Bir not.
#. ask.options.park
msgid "The park"
msgstr "Park"

#. ask.say
#, fuzzy
msgid ""
"{community.name}: "
"which place?"
msgstr "{community.name}: neresi?"

#. close.say
msgid "Thank you."
msgstr "Teşekkürler."
"""


def make_small(sources: Mapping[str, str], *changes: tuple[str, str], **files: str) -> Case:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    given = {"small.yaml": text, "system.yaml": sources["system.yaml"]}
    return make_case(
        load_flow(given), given | {f"small.{name}.po": po for name, po in files.items()}
    )


def find_block(written: str, msgid: str) -> str:
    return next(block for block in written.split("\n\n") if f'\nmsgid "{msgid}"' in f"\n{block}")


def test_extract_lists_every_text_in_the_files_order(sources: dict[str, str]) -> None:
    written = extract(make_small(sources), "small", "cy", "")

    rows = [row for row in written.splitlines() if row.startswith(("#.", "#:"))]
    assert rows == [
        "#. title: part of other texts",
        "#: small.yaml:2",
        "#. ask.welcome: said first where the language is not known; at most 2 SMS segments, "
        "options follow",
        "#: small.yaml:8",
        "#. ask.say: the first text; at most 2 SMS segments, options follow",
        "#: small.yaml:9",
        "#. ask.options.park: a choice, after its digit; a word or two",
        "#: small.yaml:11",
        "#. ask.options.road: a choice, after its digit; a word or two",
        "#: small.yaml:11",
        "#. ask.after.3d: a reminder, after 3d; at most 2 SMS segments, options follow",
        "#: small.yaml:14",
        "#. close.say: the last text; at most 2 SMS segments",
        "#: small.yaml:17",
    ]
    assert written.count('msgstr ""') == 8
    assert "# {community.name}: the community, as people know it; up to 40 signs\n" in written
    assert '"Language: cy\\n"\n' in written
    assert "Date" not in written


def test_extract_changes_nothing_the_second_time(sources: dict[str, str]) -> None:
    case = make_small(sources)
    for stem, language, present in (
        ("small", "cy", ""),
        ("small", "tr", TURKISH),
        ("system", "cy", ""),
    ):
        once = extract(case, stem, language, present)
        assert extract(case, stem, language, once) == once


def test_extract_keeps_what_translators_wrote(sources: dict[str, str]) -> None:
    written = extract(make_small(sources), "small", "tr", TURKISH)

    assert parse_catalogue(written, "small.tr.po") == parse_catalogue(TURKISH, "small.tr.po")
    assert written.startswith("# Ayşe translates this.\n# The texts of small.yaml in tr,")
    assert '"X-Generator: A Tool 1.2\\n"\n' in written
    assert find_block(written, "The park").startswith("# Bir not.\n")
    assert "#, fuzzy" in find_block(written, "{community.name}: which place?")
    assert "fuzzy" not in find_block(written, "Thank you.")


def test_extract_makes_a_changed_text_fuzzy_and_says_what_it_was(sources: dict[str, str]) -> None:
    changes = (("The park", "The green park"), ("Thank you.", "Thank you so much."))
    case = make_small(sources, *changes)

    written = extract(case, "small", "tr", TURKISH)

    assert find_block(written, "The green park").splitlines()[-4:] == [
        "#, fuzzy",
        '#| msgid "The park"',
        'msgid "The green park"',
        'msgstr "Park"',
    ]
    assert extract(case, "small", "tr", written) == written
    again = make_small(sources, ("The park", "The greenest park"))
    assert '#| msgid "The park"' in find_block(
        extract(again, "small", "tr", written), "The greenest park"
    )


def test_extract_keeps_what_is_no_longer_said_and_brings_it_back_fuzzy(
    sources: dict[str, str],
) -> None:
    shorter = make_small(sources, ("park: The park, road", "shop: The shop, road"))

    gone = extract(shorter, "small", "tr", TURKISH)
    back = extract(make_small(sources), "small", "tr", gone)

    assert '#~ msgid "The park"\n#~ msgstr "Park"\n' in gone
    assert 'msgid "The shop"\nmsgstr ""' in gone
    assert extract(shorter, "small", "tr", gone) == gone
    assert find_block(back, "The park").endswith('#, fuzzy\nmsgid "The park"\nmsgstr "Park"')
    assert "#~" not in back


def test_extract_drops_what_is_gone_and_was_never_translated(sources: dict[str, str]) -> None:
    present = extract(make_small(sources), "small", "cy", "")

    written = extract(
        make_small(sources, ("Still there?", "Are you there?")), "small", "cy", present
    )

    assert "Still there?" not in written


def test_extract_reads_previous_texts_as_gettexts_tools_write_them(
    sources: dict[str, str],
) -> None:
    present = (
        '#. close.say\n#, fuzzy\n#| msgid ""\n#| "Thank "\n#| "you \\"all\\"."\n'
        'msgid "Thank you."\nmsgstr "Sağ olun."\n\n'
        '#~| msgid "Old"\n#~ msgid "Gone"\n#~ msgstr "Gitti"\n'
    )

    written = extract(make_small(sources), "small", "tr", present)

    assert '#| msgid "Thank you \\"all\\"."\nmsgid "Thank you."' in written
    assert '#~ msgid "Gone"' in written


def test_count_progress_adds_up(sources: dict[str, str]) -> None:
    case = make_small(sources, ("The park", "The green park"))

    progress = count_progress(
        list_texts(case, "small").values(), read_translations(TURKISH, "small.tr.po")
    )

    assert (progress.texts, progress.translated, progress.fuzzy) == (7, 1, 1)
    assert (progress.missing, progress.stale) == (5, 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "words", "wrong"),
    [
        ("{community.name}: neresi", "{community.nmae}: neresi", 15, "'{community.nmae}'", True),
        ("{community.name}: neresi", "Neresi", 15, "{community.name} is missing", True),
        ('"Park"', '"Park {promise.day}"', 10, "{promise.day} is not in the original", True),
        ("Teşekkürler.", "Teşekkürler " * 40, 21, "close.say takes 8 segments", False),
    ],
)
def test_find_remarks_names_the_line(
    sources: dict[str, str], old: str, new: str, line: int, words: str, *, wrong: bool
) -> None:
    case = make_small(sources, tr=TURKISH.replace(old, new))

    found = list(find_remarks(case, "small", "tr"))

    assert (found[0].file, found[0].line, found[0].wrong) == ("small.tr.po", line, wrong)
    assert found[0].words.startswith(words)


def test_find_remarks_takes_a_language_the_flow_does_not_list_yet(
    sources: dict[str, str],
) -> None:
    long = TURKISH.replace("Teşekkürler.", "Diolch " * 60)

    found = list(find_remarks(make_small(sources, cy=long), "small", "cy"))

    assert [one.wrong for one in found] == [False]


def test_a_po_file_comes_back_as_it_was_written(sources: dict[str, str]) -> None:
    written = extract(make_small(sources), "small", "tr", TURKISH)

    assert write_translations(read_translations(written, "small.tr.po")) == written


def test_plural_forms_are_refused_with_their_line() -> None:
    plural = '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'

    with pytest.raises(FlowError, match="plural forms") as caught:
        read_translations(plural, "small.tr.po")

    assert caught.value.line == 2


def test_a_per_cent_sign_is_no_format(sources: dict[str, str]) -> None:
    written = extract(make_small(sources, ("Thank you.", "50% of us")), "small", "cy", "")

    assert "python-format" not in written


@given(
    st.lists(
        st.sampled_from(TURKISH.splitlines())
        | st.sampled_from(
            ['#| msgid "x', "#~| x", '#~ msgid "old"', '#~ msgstr "eski"', "#, fuzzy"]
        )
        | st.text(max_size=12)
    ).map("\n".join)
)
def test_whatever_can_be_read_is_written_the_same_twice(text: str) -> None:
    try:
        found = read_translations(text, "small.tr.po")
    except FlowError:
        return
    once = write_translations(found)
    assert write_translations(read_translations(once, "small.tr.po")) == once


def test_every_placeholder_is_explained_to_translators() -> None:
    assert set(MEANINGS) == PLACEHOLDERS
