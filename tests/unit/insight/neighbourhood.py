"""A small made-up neighbourhood for the tests of digests. Fixed: the same people every time."""

from dataclasses import replace
from datetime import UTC, date, datetime

from insight.evidence import Community, Contribution, Evidence, Participant, Topic, Wording

LANGUAGES = ("en", "en", "en", "tr", "en", "bn-Latn", "en", "tr", "cy", "en")
TOPICS = (
    Topic(code="homes", name="Cold or damp homes", description="Damp, mould, heating."),
    Topic(code="buses", name="Later and better buses", description="Buses and stops."),
    Topic(code="young", name="Things for teenagers to do", description="Youth clubs."),
    Topic(code="bins", name="Bins and rubbish", description="Rubbish and fly-tipping."),
    Topic(code="clinic", name="Getting to the clinic", description="Access to health."),
    Topic(code="dogs", name="Dogs", description="Dogs and their mess."),
)
PICKS = ("homes", "homes", "buses", "homes", "young", "homes", "bins", "buses", "homes", "young")


def neighbourhood(people: int = 200) -> Evidence:
    participants = [person(n) for n in range(people)]
    contributions = [said(n, participants[n]) for n in range(people) if participants[n].answered]
    return Evidence(
        community=Community(
            name="Marsh Lane Hall",
            address="2 Marsh Lane, London N17 0XX",
            contact="Ayşe Demir",
            phone="020 7946 0123",
        ),
        number=3,
        edition=1,
        title="What would make life better here",
        wordings=(
            Wording(language="en", text="What is one thing to make life better here?"),
            Wording(language="tr", text="Burada hayatı iyileştirecek bir şey ne olurdu?"),
        ),
        flow_id="needs",
        flow_version="3fa9c1d2",
        opened=datetime(2026, 11, 21, 10, tzinfo=UTC),
        closed=datetime(2026, 12, 12, 20, tzinfo=UTC),
        cut=datetime(2026, 12, 13, 8, tzinfo=UTC),
        zone="Europe/London",
        closing=True,
        decider="the Housing Committee",
        promise_day=date(2027, 1, 12),
        participants=tuple(participants),
        contributions=tuple(contributions),
        topics=TOPICS,
    )


def running(people: int = 200) -> Evidence:
    return replace(neighbourhood(people), closing=False, closed=None)


def person(n: int) -> Participant:
    language = LANGUAGES[n % 10]
    own = n % 25 == 24
    return Participant(
        id=f"r{n:04}",
        channel="sms" if (n // 10) % 2 else "telegram",
        language=language,
        asked=not own,
        reached=not own and n % 11 != 0,
        answered=own or ((n % 3 != 0 or n % 7 == 0) and n % 11 != 0 and language != "cy"),
        stopped=n % 23 == 0,
        came_on_own=own,
    )


def said(n: int, resident: Participant) -> Contribution:
    code = "clinic" if n in (31, 32) else PICKS[n % 10]
    return Contribution(
        id=f"c{n:04}",
        resident_id=resident.id,
        kind="need",
        words="a step-free way into the clinic" if n == 31 else f"words of number {n}",
        language=resident.language,
        channel=resident.channel,
        received_on=date(2026, 11, 22),
        themes=() if n % 13 == 5 else ((code, n % 2 == 0),),
        held="safeguarding" if n in (50, 100) else "",
        cleared=n == 31,
    )
