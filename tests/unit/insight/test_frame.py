import pytest

from insight.errors import FrameError
from insight.frame import parse_frame

GOOD = """
id: needs
themes:
  - code: homes
    name: {en: Cold or damp homes, tr: Soğuk evler}
    description: Damp, mould, heating.
    keywords: {en: [damp, "cold home", no, boiler*, 999], tr: [küf]}
"""


def test_parse_frame_reads_every_scalar_as_text() -> None:
    frame = parse_frame(GOOD, "needs.yaml")

    theme = frame.themes[0]
    assert (frame.id, theme.code, theme.names["tr"]) == ("needs", "homes", "Soğuk evler")
    assert theme.keywords["en"] == ("damp", "cold home", "no", "boiler*", "999")
    assert not theme.sensitive
    assert parse_frame(f"{GOOD}    sensitive: yes", "needs.yaml").themes[0].sensitive


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "needs.yaml:1: the file is empty"),
        ("- a", "needs.yaml:1: the frame is not a list of `name: value`"),
        ("id: needs", "needs.yaml:1: a frame needs `themes`"),
        ("id: needs\nthemes: []", "needs.yaml:2: a frame needs at least one theme"),
        (GOOD.replace("code: homes", "code: Homes!"), "needs.yaml:4: `Homes!` is not a code"),
        (GOOD.replace("code: homes", "colour: red"), "needs.yaml:4: a theme needs `code`"),
        (GOOD + "extra: 1", "needs.yaml:8: a frame has no `extra`"),
        (GOOD.replace("en: Cold", "cy: Cold"), "needs.yaml:5: a theme needs an English name"),
        (GOOD.replace("tr: [k", "tr: [d*a, k"), "needs.yaml:7: `d*a`: letters or digits, and"),
        (GOOD.replace("tr: [", "Turkish!: ["), "needs.yaml:7: `Turkish!` is not a language code"),
        (GOOD.replace("[küf]", "küf"), "needs.yaml:7: keywords is not a list"),
        (GOOD.replace("[küf]", "[' ']"), "needs.yaml:7: words are missing here"),
        (GOOD + "    sensitive: perhaps", "needs.yaml:8: `perhaps`: write yes or no"),
        (GOOD + "id: again", "needs.yaml:8: `id` is there twice"),
        (GOOD + GOOD[GOOD.index("  - code") :], "needs.yaml:8: the code homes is used twice"),
        ("id: &a x\nthemes: *a", "needs.yaml:2: anchors and aliases are not used here"),
        ("[" * 50, "needs.yaml:1: nested deeper than 8 levels"),
        ("id: [1", "needs.yaml:"),
        ("id: \x00", "needs.yaml:"),
        ("x" * 500_001, "needs.yaml:1: more than 500000 characters"),
    ],
)
def test_parse_frame_says_file_and_line_when_it_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(FrameError) as caught:
        parse_frame(text, "needs.yaml")

    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
