"""A drawing holds every state and every way, as text, and fits a phone."""

from xml.etree import ElementTree as ET

import pytest

from flows.definition import Flow
from flows.drawing.layout import MIN_WIDTH, Layout, lay_out
from flows.drawing.mermaid import draw_mermaid
from flows.drawing.sketch import Sketch, order_by_layer, sketch_flow
from flows.drawing.svg import draw_svg
from flows.drawing.wrapping import measure, wrap
from flows.loading import load_flow

SVG = "{http://www.w3.org/2000/svg}"
ODD = """\
id: odd
title: Odd & <b>bold</b> "signs"
languages: [en]
initial: ask
states:
  ask:
    say: Is <this> & "that" so?
    expect: yes_no
    save: so
    on:
      answered:
        - {target: more, guard: 'answers.so == true'}
        - {target: end}
      skipped: end
    after:
      1d: {say: Still there?, target: ask, times: 2}
      2w: {target: quiet}
  more:
    say: How good?
    expect: {scale: {1: Bad, 3: Good}}
    save: good
    on:
      answered:
        - {target: choose, guard: 'answers.good > 1'}
        - {target: end}
  choose:
    on:
      entered:
        - {target: ask, guard: 'answers.so == true && answers.good == 3'}
        - {target: end}
  end: {say: Thank you., final: true}
  quiet: {final: true}
"""


@pytest.fixture
def odd(sources: dict[str, str]) -> Sketch:
    flow = load_flow({"odd.yaml": ODD, "system.yaml": sources["system.yaml"]})
    return sketch_flow(flow, "en")


@pytest.fixture
def drawn(needs: Flow) -> Layout:
    return lay_out(sketch_flow(needs, "en"))


def labels_of(sketch: Sketch, name: str) -> list[tuple[str, str, bool]]:
    box = next(box for box in sketch.boxes if box.name == name)
    return [(arrow.label, arrow.target, arrow.is_timer) for arrow in box.arrows]


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (our own)


def texts_of(svg: str) -> list[str]:
    return [element.text or "" for element in parse(svg).iter(f"{SVG}text")]


def test_arrows_carry_what_residents_answer(needs: Flow, odd: Sketch) -> None:
    assert labels_of(sketch_flow(needs, "en"), "reach") == [
        ("Lots of us", "detail", False),
        ("Just me / My home / My street", "close", False),
        ("SKIP", "close", False),
        ("not understood", "close", False),
        ("after 7 days", "gone_quiet", True),
    ]
    assert labels_of(odd, "ask") == [
        ("Yes", "more", False),
        ("No", "end", False),
        ("SKIP", "end", False),
        ("after 1 day: reminder, up to 2 times", "ask", True),
        ("after 2 weeks", "quiet", True),
    ]
    assert labels_of(odd, "more")[:2] == [("2 / 3", "choose", False), ("1", "end", False)]
    assert labels_of(odd, "choose") == [
        ("so == true && good == 3", "ask", False),
        ("otherwise", "end", False),
    ]


def test_arrows_speak_the_language_asked_for(needs: Flow) -> None:
    assert labels_of(sketch_flow(needs, "tr"), "reach")[0][0] == needs.text(
        "reach.options.many", "tr"
    )


def test_states_stand_in_layers_with_silent_ends_last(needs: Flow) -> None:
    assert order_by_layer(needs) == ("need", "reach", "detail", "close", "gone_quiet")


def test_svg_has_title_description_and_every_text_as_text(needs: Flow) -> None:
    svg = draw_svg(sketch_flow(needs, "en"))

    root = parse(svg)
    said = " ".join(texts_of(svg))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == needs.title
    description = root.findtext(f"{SVG}desc") or ""
    assert "Lots of us leads to detail" in description
    assert "gone_quiet, an end." in description
    for name in needs.states:
        assert name in said
    assert "which place or group is it worst for?" in said
    assert svg.count("stroke-dasharray") == 4


def test_svg_escapes_what_a_flow_says(odd: Sketch) -> None:
    svg = draw_svg(odd)

    assert 'Is <this> & "that" so?' in " ".join(texts_of(svg))
    assert parse(svg).findtext(f"{SVG}title") == odd.title
    assert svg == draw_svg(odd)


def test_drawing_is_as_wide_as_a_phone_and_nothing_overlaps(drawn: Layout) -> None:
    assert drawn.width <= MIN_WIDTH <= 360
    for above, below in zip(drawn.boxes, drawn.boxes[1:], strict=False):
        assert above.top + above.height < below.top
    for line in drawn.lines:
        assert 0 < line.x < drawn.left or drawn.right < line.x < drawn.width


def test_lines_in_one_lane_lead_to_one_target_or_do_not_meet(drawn: Layout, odd: Sketch) -> None:
    for layout in (drawn, lay_out(odd)):
        for one in layout.lines:
            for other in layout.lines:
                meets = min(one.start, one.end) <= max(other.start, other.end) and min(
                    other.start, other.end
                ) <= max(one.start, one.end)
                assert one.x != other.x or one.end == other.end or not meets


def test_mermaid_names_every_state_and_dots_timers(needs: Flow, odd: Sketch) -> None:
    lines = draw_mermaid(sketch_flow(needs, "en")).splitlines()

    assert lines[0] == "flowchart TD"
    assert '  s1 -->|"Lots of us"| s2' in lines
    assert '  s1 -.->|"after 7 days"| s4' in lines
    assert any("#lt;this#gt;" in line for line in draw_mermaid(odd).splitlines())


def test_long_words_are_broken_to_fit() -> None:
    lines = wrap("a " + "m" * 100, 120, size=13)

    assert "".join(lines).replace(" ", "") == "a" + "m" * 100
    assert all(measure(line, size=13) <= 120 for line in lines)


TRAFFIC = {("need", "answered", "reach"): 1412, ("reach", "answered", "close"): 200}


def test_traffic_stands_on_arrows_and_boxes_with_a_legend(needs: Flow) -> None:
    sketch = sketch_flow(
        needs, "en", traffic=TRAFFIC, waiting={"need": 12}, gave_up={"need": 3, "reach": 1}
    )

    assert ("any answer", 1412) in [(one.label, one.people) for one in sketch.boxes[0].arrows]
    said = " ".join(texts_of(draw_svg(sketch)))
    assert "any answer (1,412)" in said
    assert "12 waiting, 3 fell silent" in said
    assert "the thicker, the more" in said
    description = parse(draw_svg(sketch)).findtext(f"{SVG}desc") or ""
    assert "any answer (1,412) leads to reach" in description
    assert "12 waiting" in description
    assert '  s0 ==>|"any answer (1,412)"| s1' in draw_mermaid(sketch).splitlines()


def test_more_people_make_thicker_lines(needs: Flow) -> None:
    drawn = parse(draw_svg(sketch_flow(needs, "en", traffic=TRAFFIC)))
    widths = {
        line.findtext(f"{SVG}title"): float(line.get("stroke-width", 0))
        for line in drawn.iter(f"{SVG}path")
    }

    most, some = widths["any answer (1,412)"], widths["Just me / My home / My street (200)"]
    assert most > some > widths["Lots of us (0)"]


def test_without_traffic_nobody_is_counted(needs: Flow) -> None:
    assert "(0)" not in draw_svg(sketch_flow(needs, "en"))


def test_flows_that_are_played_stand_in_a_frame_behind_their_state(
    sources: dict[str, str],
) -> None:
    parent = ODD.replace(
        "  end:", "  about:\n    invoke: small\n    on: {done: end, quiet: quiet}\n  end:"
    )
    parent = parent.replace("{target: more, guard", "{target: about, guard")
    small = ODD.replace("id: odd", "id: small")
    loaded = load_flow(
        {"odd.yaml": parent, "small.yaml": small, "system.yaml": sources["system.yaml"]}
    )
    sketch = sketch_flow(loaded, "en")
    names = [box.name for box in sketch.boxes]
    first = names.index("about")

    assert {name for name in names if name.startswith("about/")} == set(
        names[first + 1 : first + 6]
    )
    assert sketch.boxes[first].marks == ("plays small",)
    assert len(lay_out(sketch).frames) == 1
    assert ("after silence", "quiet", True) in labels_of(sketch, "about/quiet")
