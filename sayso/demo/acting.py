"""The play: set the community up, ask everybody, let them answer, cut a digest; then count."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from time import monotonic
from typing import Any

from flows.errors import ServersError
from flows.loading import load_flow
from sayso.connecting import connect_telegram, connect_twilio, write_opt_out_texts
from sayso.demo.cast import Resident, as_people_csv, read_cast
from sayso.demo.clearing import clear_some
from sayso.demo.director import Director, Score
from sayso.demo.neighbourhood import IS_DEMO, Neighbourhood
from sayso.demo.receipts import (
    answer_first,
    count_receipts,
    count_unanswered,
    say_what_they_think,
)
from sayso.importing import take_in
from sayso.people import read_people
from sayso.sending import order
from sayso.starting import read_answers, set_up, write_example
from storage import contributions, inbox, outbox, residents
from storage.library import read_flow_sources
from workers.digest import Built, build_digest
from workers.house import Present
from workers.themes import sort_themes

REASON = "the demo sends at any hour"
SERVES_WITHIN_S = 60.0
PLAYS_WITHIN_S = 120.0
SETTLES_WITHIN_S = 10.0

Watch = Callable[[str, Score], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the play ended; `summary` is what `--json` prints.

    Attributes:
        said: resident -> what they texted when they heard what came of it.
    """

    community: str
    cast: list[Resident]
    digest: Built
    said: Mapping[str, str]
    summary: Mapping[str, Any]


class Play:
    """One performance."""

    def __init__(self, place: Neighbourhood, watch: Watch) -> None:
        """Take the stage.

        Args:
            watch: told what is going on, again and again.
        """
        self._place = place
        self._house = place.house
        self._watch = watch
        self._cast = read_cast()
        self._director = Director(place.carriers, self._cast)

    def act(self) -> Outcome:
        """Play it once: `answered` and `duplicates_sent` are read off the handsets.

        Raises:
            ServersError: Sayso's own processes do not come up.
        """
        began_at = monotonic()
        present = self._set_up()
        if not self._wait("Starting", self._serves, within_s=SERVES_WITHIN_S):
            raise ServersError("the demo's web process does not answer: see run/log.txt there")
        asyncio.run(self._connect())
        self._paste(present)
        order(self._house, present, REASON, unchecked_by="the demo")
        self._director.start()
        try:
            self._wait("Texting", lambda: self._director.is_done, within_s=PLAYS_WITHIN_S)
            settled = "Waiting for stragglers"
            self._wait(settled, lambda: self._is_settled(present), within_s=SETTLES_WITHIN_S)
        finally:
            self._director.stop()
        clear_some(self._house, present, self._cast)
        summary = self._sum_up(present)
        said = self._tell_what_came_of_it(present)
        receipts, twice = count_receipts(self._place.carriers, self._cast)
        self._watch("Cutting the digest", self._director.score())
        digest = build_digest(self._house)
        assert digest is not None  # noqa: S101  (there is a community)
        return Outcome(
            community=present.community.name,
            cast=self._cast,
            digest=digest,
            said=said,
            summary={
                **summary,
                "duplicates_sent": summary["duplicates_sent"] + twice,
                "topics_unanswered": count_unanswered(self._house, present),
                "receipts": receipts,
                "digests": [str(path) for path in digest.paths],
                "seconds": round(monotonic() - began_at, 1),
            },
        )

    def _tell_what_came_of_it(self, present: Present) -> Mapping[str, str]:
        """Answer the first topic, and let some of those who hear of it say whether it is fair."""
        sort_themes(self._house)
        answer_first(self._house, present)
        carriers, settled = self._place.carriers, "Telling people what came of it"
        self._wait(settled, lambda: self._is_settled(present), within_s=SETTLES_WITHIN_S)
        said = say_what_they_think(carriers, self._cast)
        self._wait(
            "Hearing whether it is fair",
            lambda: self._count_texts(present) >= self._texts() + len(said),
            within_s=SETTLES_WITHIN_S,
        )
        self._wait(settled, lambda: self._is_settled(present), within_s=SETTLES_WITHIN_S)
        return said

    def _texts(self) -> int:
        return sum(len(one.turns) for one in self._cast)

    def _count_texts(self, present: Present) -> int:
        with self._house.database.transaction() as db:
            return inbox.count(db, present.community.id)["inbound"]

    def _set_up(self) -> Present:
        """Set up as an organiser would: a community file, and a spreadsheet of people."""
        house, today = self._house, self._house.clock().date()
        answers = read_answers(write_example(today=today), "example", today=today)
        profile = {**answers.profile, "languages": ["en", "tr"], IS_DEMO: True}
        flow = load_flow(read_flow_sources("needs"))
        set_up(house, replace(answers, profile=profile), flow.version)
        with house.database.transaction() as db:
            present = house.find_present(db)
        assert present is not None  # noqa: S101  (just set up)
        languages = present.community.languages
        people, _ = read_people(as_people_csv(self._cast), languages=languages, today=today)
        take_in(house, present.community.id, people, languages=languages, advance=lambda _: None)
        return present

    def _wait(self, doing: str, holds: Callable[[], bool], *, within_s: float) -> bool:
        """Keep everything running until something holds, or time is up."""
        ends_at = monotonic() + within_s
        while not holds():
            if monotonic() > ends_at:
                return False
            self._place.look()
            self._watch(doing, self._director.score())
        self._watch(doing, self._director.score())
        return True

    async def _connect(self) -> None:
        """Tell the carriers where to post, as `sayso connect` does."""
        await connect_telegram(self._house.settings)
        await connect_twilio(self._house.settings)

    def _paste(self, present: Present) -> None:
        """Paste what `sayso connect twilio` prints, so that HELP, STOP and START read as ours."""
        now = self._house.clock()
        texts = write_opt_out_texts(present.community, present.engagement, now=now)
        self._place.carriers.paste(next(iter(texts.values())))

    def _serves(self) -> bool:
        line = HTTPConnection("127.0.0.1", self._house.settings.port, timeout=2)
        with closing(line), suppress(OSError):
            line.request("GET", "/health")
            return line.getresponse().status == 200
        return False

    def _is_settled(self, present: Present) -> bool:
        """Whether nothing is on its way: no text waits, and every receipt has come."""
        with self._house.database.transaction() as db:
            return not inbox.waits(db, present.community.id) and not outbox.count_moving(
                db, present.community.id
            )

    def _sum_up(self, present: Present) -> dict[str, Any]:
        score = self._director.score()
        with self._house.database.transaction() as db:
            stored = inbox.count(db, present.community.id)["inbound"]
            stopped = residents.count_stopped(db, present.community.id)
            themes = contributions.count_themes(db, present.community.id)
        return {
            "residents": len(self._cast),
            "inbound": stored,
            "answered": score.answered,
            "duplicates_sent": score.extra,
            "lost": self._texts() - stored,
            "stopped": stopped,
            "themes": themes,
        }
