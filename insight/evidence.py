"""What a digest is cut from: rows as storage gives them, frozen. Holds no counting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from insight.answered import Answered
from insight.attack import Learnt
from insight.closed_questions import ClosedQuestion
from insight.disclosure import Figure
from insight.scope import WHOLE, Scope
from insight.subtracting import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Who asked, and how an officer reaches them."""

    name: str
    address: str
    contact: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A theme of the frame, with its English name and the sentence that says what belongs to it."""

    code: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The question exactly as it went out in one language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One resident's way through the asking. One resident, one row, however many addresses.

    Attributes:
        channel: the channel they were asked on, or came in on.
        language: the language they last used or chose; a code such as tr or bn-Latn.
        area: "" where it is not known.
        asked: the carrier accepted the question for them.
        reached: delivered (SMS), accepted (Telegram).
        answered: they said something in reply, or of their own accord, held back or not.
        stopped: they have stopped, by word or by phrase.
        came_on_own: nobody asked them first; never part of asked, reached or the answer rate.
        written_by: who wrote down all that we have of them, as an opaque id: on paper or for them;
            "" for everybody who texted. They count in the topics, and are counted apart.
    """

    id: str
    channel: str
    language: str
    area: str = ""
    asked: bool = False
    reached: bool = False
    answered: bool = False
    stopped: bool = False
    came_on_own: bool = False
    written_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Something said in a resident's own words.

    Attributes:
        themes: (topic code, whether a person confirmed it).
        held: "" or why it is held back: "safeguarding" or "abusive".
        cleared: these are a person's words for it, who has cleared them to be shown.
        decided: a person has said what it is about, if only that it is about no topic.
        helper: somebody else wrote it down or typed it in, and the resident has not taken it over.
    """

    id: str
    resident_id: str
    kind: str
    words: str
    language: str
    channel: str
    received_on: date
    themes: tuple[tuple[str, bool], ...] = ()
    held: str = ""
    cleared: bool = False
    decided: bool = False
    helper: bool = False


Group = tuple[str, str, int]
"""Of people: kind (language, area, age, gender, ethnicity, disability), value, how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What became of one question: how many residents saw it, and answered it."""

    name: str
    saw: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardBack:
    """A topic that was played back, or all of them together. Counts residents.

    Attributes:
        topic: its code; words: what people were told we heard. Both "" for all together.
        asked: whose question was accepted; replied: who answered, in a digit or in words.
        agreed: who said that it is right; added: who said more in their own words.
        waiting: who was asked for a good time, on a phone that others use too or as the topic is
            sensitive, and has not said so; veiled: some are of the latter.
    """

    topic: str
    words: str
    asked: int
    replied: int
    agreed: int
    added: int
    waiting: int = 0
    veiled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything one edition of one digest is cut from.

    Attributes:
        number: the digest's number in this community; edition: 1, 2 ... of that number.
        opened: first question accepted (aware UTC); closed: when it closed, None while it is open.
        cut: when these rows were read (aware UTC); nothing later is in them.
        zone: name of the community's time zone, such as Europe/London.
        closing: this is the one edition cut after the question closed.
        flow_version: short hash of the flow as it was published.
        promise_day: the day by which residents were promised an answer.
        who_gains: what those who asked stand to gain, "" where nobody has said.
        held_back_note: what to add on what was held back, or "".
        limits_told: what people were told cannot change, each a short phrase.
        meetings: how many, with meeting_people together; nobody there is a participant.
        meeting_topics: codes of the topics raised there.
        views: what helpers think themselves; in no topic.
        late: residents who said something after the question closed; kept, and not counted.
        heard_back: each time a topic was played back; heard_back_all: every one of them, with
            one resident once. None where nothing was.
        earlier: what readers learnt from each digest on this question that came out before.
        released: those digests, of whatever part.
        profile: who lives here; told: what people told of themselves, apart from all they said.
        passed: the questions after the first, in order.
        closed_questions: those with answers to choose from, and how many gave each.
        could_change: what people could still change; taken_in: who takes what was said into
            account, how and when; "" where nobody has said.
        whole: of an area: the evidence of all areas. Nothing but the area's column in the
            breakdowns of that is shown, so that an area's digest tells nothing that the whole one
            does not; cells: that column, code -> figure.
        answered: the answers that stand, in the order they were given.
        scope: of which part these rows are; because: why there is a further edition.
        quotes: (id of a contribution, own words) where whoever said them agreed to these words.
        first_language: the community's, which no other may lag behind in sorting.
    """

    community: Community
    number: int
    edition: int
    title: str
    wordings: tuple[Wording, ...]
    flow_id: str
    flow_version: str
    opened: datetime
    closed: datetime | None
    cut: datetime
    zone: str
    closing: bool
    decider: str
    promise_day: date
    participants: tuple[Participant, ...]
    contributions: tuple[Contribution, ...]
    topics: tuple[Topic, ...]
    who_gains: str = ""
    held_back_note: str = ""
    limits_told: tuple[str, ...] = ()
    meetings: int = 0
    meeting_people: int = 0
    meeting_topics: tuple[str, ...] = ()
    views: int = 0
    late: int = 0
    heard_back: tuple[HeardBack, ...] = ()
    heard_back_all: HeardBack | None = None
    earlier: tuple[Learnt, ...] = ()
    profile: tuple[Group, ...] = ()
    told: tuple[Group, ...] = ()
    passed: tuple[Passed, ...] = ()
    closed_questions: tuple[ClosedQuestion, ...] = ()
    could_change: str = ""
    taken_in: str = ""
    released: tuple[Part, ...] = ()
    whole: "Evidence | None" = None
    cells: Mapping[str, Figure] | None = None
    answered: tuple[Answered, ...] = ()
    scope: Scope = WHOLE
    because: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
    first_language: str = "en"
