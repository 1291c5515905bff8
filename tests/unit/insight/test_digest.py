import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.counting import count_evidence, exact_counts
from insight.digest import cut_digest
from insight.disclosure import FEW, HIDDEN
from insight.evidence import Contribution, Evidence, Participant
from insight.model import Digest, Line, Shown
from tests.unit.insight.neighbourhood import neighbourhood, running, said

CLOSING = neighbourhood()


def lines(evidence: Evidence) -> dict[str, Line]:
    return {line.key: line for line in cut_digest(evidence).shown.lines}


def test_cut_digest_writes_the_lines_it_knows_in_their_order() -> None:
    evidence = replace(CLOSING, limits_told=("rent levels",), who_gains="It wants the grant.")

    shown = cut_digest(evidence).shown

    assert [line.key for line in shown.lines] == [
        "most_raised", "said_by_few", "heard_from", "not_heard", "trust", "who", "limits", "owed",
    ]  # fmt: skip
    assert shown.headline == "Cold or damp homes: raised most, by 44 of the 120 people heard."
    assert "It wants the grant. The Housing Committee decides." in lines(evidence)["who"].text


def test_cut_digest_leaves_out_lines_that_nobody_can_know_yet() -> None:
    assert "limits" not in lines(CLOSING)
    assert [line.key for line in cut_digest(running(0)).shown.lines] == ["heard_from", "who"]


def test_cut_digest_gives_the_same_whatever_the_order_of_rows() -> None:
    shuffled = replace(
        CLOSING,
        participants=CLOSING.participants[::-1],
        contributions=CLOSING.contributions[::-1],
        topics=CLOSING.topics[::-1],
    )

    assert cut_digest(shuffled).shown == cut_digest(CLOSING).shown
    assert cut_digest(shuffled).checksum == cut_digest(CLOSING).checksum


def test_cut_digest_counts_a_resident_once_however_much_they_wrote() -> None:
    twice = replace(
        CLOSING,
        contributions=CLOSING.contributions
        + tuple(replace(c, id=f"{c.id}-again") for c in CLOSING.contributions),
    )

    once, again = cut_digest(CLOSING), cut_digest(twice)

    assert once.exact["topics"] == again.exact["topics"]
    assert once.shown.topics == again.shown.topics


def test_cut_digest_keeps_exact_counts_that_agree_with_a_recount() -> None:
    exact = cut_digest(CLOSING).exact
    people = {person.id: person for person in CLOSING.participants}
    raised = {
        c.resident_id for c in CLOSING.contributions if ("homes", True) in c.themes and not c.held
    } | {
        c.resident_id for c in CLOSING.contributions if ("homes", False) in c.themes and not c.held
    }

    assert exact["topics"]["homes"] == len(raised)
    assert exact["asked"] == sum(person.asked for person in people.values())
    assert exact["by_language"]["homes"]["tr"] == sum(people[r].language == "tr" for r in raised)
    assert exact["held"] == sum(bool(c.held) for c in CLOSING.contributions)


def test_cut_digest_keeps_those_who_came_on_their_own_out_of_the_rate() -> None:
    text = lines(CLOSING)["heard_from"].text

    assert "192 asked" in text
    assert "112 answered (64%)" in text
    assert "Counted apart: 8 who came on their own." in text


def test_cut_digest_leaves_held_words_out_of_topics_and_out_of_sight() -> None:
    held = tuple(
        replace(c, held="abusive", cleared=True, words="dreadful") for c in CLOSING.contributions
    )
    digest = cut_digest(replace(CLOSING, contributions=held))

    assert set(digest.exact["topics"].values()) == {0}
    assert "dreadful" not in json.dumps(digest.to_json())


def test_cut_digest_shows_only_words_that_a_person_cleared() -> None:
    line = lines(CLOSING)["said_by_few"]
    uncleared = replace(
        CLOSING, contributions=tuple(replace(c, cleared=False) for c in CLOSING.contributions)
    )

    assert line.quotes == ("a step-free way into the clinic [organiser's words]",)
    assert lines(uncleared)["said_by_few"].quotes == ()
    assert "once a person has cleared it" in lines(uncleared)["said_by_few"].text
    assert "words of number" not in json.dumps(cut_digest(CLOSING).to_json())


def test_cut_digest_names_languages_that_were_asked_and_are_silent() -> None:
    text = lines(CLOSING)["not_heard"].text

    assert text.startswith("Welsh speakers, none where about 10 would be expected.")


def test_cut_digest_says_which_order_does_not_hold() -> None:
    text = lines(CLOSING)["trust"].text

    assert "Cold or damp homes: first by SMS and on Telegram." in text
    assert "No firm order between Things for teenagers to do and Later and better buses" in text


def test_cut_digest_says_when_the_first_place_leans_on_helpers() -> None:
    helped = tuple(
        replace(c, helper=any(code == "homes" for code, _ in c.themes))
        for c in CLOSING.contributions
    )

    text = lines(replace(CLOSING, contributions=helped))["trust"].text

    assert "Without paper forms and helpers' entries the first place does not hold" in text


def written(n: int, *, by: str, channel: str = "paper", area: str = "") -> Evidence:
    """A neighbourhood where further people's words were written down, all on buses."""
    people = tuple(
        Participant(
            id=f"w{one:03}",
            channel=channel,
            language="tr",
            area=area,
            answered=True,
            came_on_own=True,
            written_by=by,
        )
        for one in range(n)
    )
    words = tuple(
        Contribution(
            id=f"cw{one.id}",
            resident_id=one.id,
            kind="need",
            words="the bus",
            language="tr",
            channel=channel,
            received_on=date(2026, 12, 1),
            themes=(("buses", False),),
            helper=True,
        )
        for one in people
    )
    return replace(
        CLOSING,
        participants=(*CLOSING.participants, *people),
        contributions=(*CLOSING.contributions, *words),
    )


def test_what_was_written_down_counts_in_topics_and_is_counted_apart() -> None:
    before, evidence = cut_digest(CLOSING).exact, written(12, by="h1")

    digest = cut_digest(replace(evidence, meetings=2, meeting_people=31, meeting_topics=("bins",)))

    assert digest.exact["topics"]["buses"] == before["topics"]["buses"] + 12
    assert digest.exact["answered"] == before["answered"]
    heard = lines(evidence)["heard_from"].text
    assert "12 paper forms" in heard
    met = next(line.text for line in digest.shown.lines if line.key == "heard_from")
    assert "12 paper forms and 2 meetings with 31 people." in met
    assert "Raised at meetings: Bins and rubbish." in met


def test_a_meeting_is_never_counted_as_people() -> None:
    with_meeting = cut_digest(replace(CLOSING, meetings=1, meeting_people=200))

    assert with_meeting.exact == cut_digest(CLOSING).exact
    assert with_meeting.shown.headline == cut_digest(CLOSING).shown.headline


def test_the_counts_can_be_had_without_what_was_written_down() -> None:
    evidence = written(12, by="h1")

    without = count_evidence(evidence, without_helpers=True)

    assert exact_counts(CLOSING, without)["topics"] == cut_digest(CLOSING).exact["topics"]
    assert without.heard == count_evidence(CLOSING).heard


def test_one_helper_behind_much_of_a_group_is_told() -> None:
    alone = lines(written(12, by="h1", channel="helper", area="Mill Lane"))["trust"].text

    assert "One helper wrote down over a third of what came from" in alone
    assert "people in Mill Lane" in alone


def test_a_few_helpers_or_a_small_group_are_no_matter() -> None:
    evidence = written(9, by="h1", area="Mill Lane")
    text = lines(evidence)["trust"].text

    assert "Mill Lane" not in text


def test_cut_digest_never_claims_that_people_sorted_what_a_list_sorted() -> None:
    checked = replace(
        CLOSING,
        contributions=tuple(
            replace(c, themes=tuple((code, True) for code, _ in c.themes))
            for c in CLOSING.contributions
        ),
    )

    assert "a person has checked some of it" in lines(CLOSING)["who"].text
    assert "A person sorted the answers" in lines(checked)["who"].text


def test_cut_digest_refuses_a_closing_edition_of_an_open_question() -> None:
    with pytest.raises(ValueError, match="after the question closed"):
        cut_digest(replace(CLOSING, closed=None))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"participants": CLOSING.participants[:1] * 2}, "there twice"),
        ({"participants": ()}, "not a participant"),
        ({"topics": ()}, "no topic"),
    ],
)
def test_cut_digest_refuses_rows_that_contradict_each_other(
    change: dict[str, tuple[Participant, ...]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        cut_digest(replace(CLOSING, **change))  # type: ignore[arg-type]


def test_digest_survives_a_way_through_json() -> None:
    digest = cut_digest(CLOSING)

    again = Digest.from_json(json.loads(json.dumps(digest.to_json())))

    assert again == digest
    assert again.checksum == digest.checksum
    with pytest.raises(ValueError, match="a digest of form 9"):
        Digest.from_json({"schema": 9})


def test_checksum_says_nothing_of_exact_counts() -> None:
    digest = cut_digest(running())

    assert replace(digest, exact={}).checksum == digest.checksum


@st.composite
def neighbourhoods(draw: st.DrawFn) -> Evidence:
    people, words = [], []
    for n in range(draw(st.integers(0, 60))):
        own, answered = draw(st.booleans()), draw(st.booleans())
        writer = draw(st.sampled_from(["", "", "h1", "h2"])) if own else ""
        resident = Participant(
            id=str(n),
            channel=draw(st.sampled_from(["paper", "helper"] if writer else ["sms", "telegram"])),
            language=draw(st.sampled_from(["en", "tr", "cy"])),
            area=draw(st.sampled_from(["", "north"])),
            asked=not own,
            reached=not own,
            answered=answered or own,
            stopped=draw(st.booleans()),
            came_on_own=own,
            written_by=writer,
        )
        people.append(resident)
        if resident.answered:
            words.append(draw(contributions(n, resident)))
    closing = draw(st.booleans())
    base = neighbourhood(0) if closing else running(0)
    return replace(base, participants=tuple(people), contributions=tuple(words))


@st.composite
def contributions(draw: st.DrawFn, n: int, resident: Participant) -> Contribution:
    codes = draw(st.sets(st.sampled_from(["homes", "buses", "young"]), max_size=2))
    return replace(
        said(1, resident),
        id=str(n),
        received_on=date(2026, 11, 22),
        themes=tuple((code, False) for code in sorted(codes)),
        held=draw(st.sampled_from(["", "", "abusive"])),
    )


@settings(max_examples=60, deadline=None)
@given(neighbourhoods())
def test_cut_digest_never_shows_a_small_number(evidence: Evidence) -> None:
    digest = cut_digest(evidence)

    for table in (digest.shown.topics, *digest.shown.tables):
        for row in table.rows:
            for column, figure in zip(table.columns, row.figures, strict=True):
                if row.code.endswith("_share") or column.code == "share":
                    continue
                assert figure.value is not None or figure.text in {FEW, HIDDEN}
                assert figure.value not in {1, 2, 3, 4}
                exact = evidence.closing and table.id in ("topics", "everyone")
                assert exact or not (figure.value or 0) % 5
    assert_parts_cannot_be_had_by_taking_away(digest.exact, digest.shown)


def assert_parts_cannot_be_had_by_taking_away(exact: Mapping[str, int], shown: Shown) -> None:
    parts = [exact.get(name, 0) for name in ("answered", "came_on_own", "written")]
    large = [part for part in parts if part >= 5]
    if "people heard" in shown.topics.note:
        assert len(large) > 1
        assert not shown.closing or f"of the {sum(large)} people heard" in shown.topics.note


def test_cut_digest_shows_own_words_only_where_they_may_be_quoted() -> None:
    few = next(c for c in CLOSING.contributions if c.cleared)
    quoted = replace(
        CLOSING,
        contributions=tuple(replace(c, cleared=False) for c in CLOSING.contributions),
        quotes=((few.id, "no way in... for my chair"),),
    )

    assert lines(quoted)["said_by_few"].quotes == ("no way in... for my chair",)

    held = tuple(replace(c, held="undone" if c.id == few.id else "") for c in quoted.contributions)
    assert "my chair" not in json.dumps(
        cut_digest(replace(quoted, contributions=held)).to_json(), default=str
    )


def test_cut_digest_masks_what_an_organiser_left_in() -> None:
    put = tuple(
        replace(c, words="ring Rosa on 07700 900123") if c.cleared else c
        for c in CLOSING.contributions
    )

    (quote,) = lines(replace(CLOSING, contributions=put))["said_by_few"].quotes

    assert quote == "ring Rosa on [phone number] [organiser's words]"


def test_cut_digest_shows_cleared_words_under_a_topic_that_enough_people_raised() -> None:
    first = next(c for c in CLOSING.contributions if dict(c.themes).get("homes") is not None)
    cleared = replace(first, cleared=True, words="the boiler room floods")
    others = tuple(c for c in CLOSING.contributions if c.id != first.id)

    shown = cut_digest(replace(CLOSING, contributions=(*others, cleared))).shown

    assert [(h.topic, h.words) for h in shown.heard] == [
        ("Cold or damp homes", ("the boiler room floods [organiser's words]",))
    ]
    held = cut_digest(
        replace(CLOSING, contributions=(*others, replace(cleared, held="safeguarding")))
    ).shown
    assert held.heard == ()
