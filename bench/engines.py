"""A whole turn of ours beside other engines on one walk, in one run, and where our time goes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from time import process_time

from bench.line import Line
from bench.rivals.by_hand import play_by_hand
from bench.rivals.our_parts import ADVANCING, READER, STEPS, list_parts
from bench.rivals.ours import play_ours, play_ours_with_updates
from bench.rivals.walk import TEXTS
from bench.rivals.with_statemachine import play_with_new_machines, play_with_one_machine
from bench.rivals.with_telegram import play_with_ready_updates, play_with_updates
from bench.rivals.with_transitions import play_with_added_models, play_with_bare_models

ROUNDS, ROUND_S = 15, 0.15
PART_ROUNDS, PART_S = 41, 0.03  # short: the machine changes its speed from second to second
OURS, OURS_WITH_UPDATES, BY_HAND = "Sayso", "Sayso with updates", "a table by hand"
Work = Callable[[int], object]
Rounds = Mapping[str, list[float]]  # name -> seconds of a turn in each round


@dataclass(frozen=True, slots=True)
class Rival:
    """Another engine.

    Attributes:
        name: the engine.
        way: how it is set up.
        play: walks so many times.
        beside: which of ours does the same.
        goal: how many times its speed ours is to be; 0 for no goal.
    """

    name: str
    way: str
    play: Work
    beside: str = OURS
    goal: int = 0


def list_rivals() -> tuple[Rival, ...]:
    """Set up every other engine."""
    return (
        Rival(
            "python-telegram-bot",
            "each update read from its JSON",
            play_with_updates(),
            OURS_WITH_UPDATES,
            8,
        ),
        Rival("python-telegram-bot", "updates read beforehand", play_with_ready_updates()),
        Rival("transitions", "a model added each turn", play_with_added_models(), goal=4),
        Rival(
            "transitions",
            "its event on a bare object, its fastest",
            play_with_bare_models(),
            goal=4,
        ),
        Rival("python-statemachine", "a machine made each turn", play_with_new_machines(), goal=50),
        Rival(
            "python-statemachine",
            "one machine overwritten, its fastest",
            play_with_one_machine(),
            goal=50,
        ),
    )


def measure_engines() -> Iterator[Line]:
    """Time all engines in turn, round after round."""
    rivals = list_rivals()
    race: dict[str, Work] = {OURS: play_ours(), OURS_WITH_UPDATES: play_ours_with_updates()}
    race |= {f"{one.name}, {one.way}": one.play for one in rivals}
    race[BY_HAND] = play_by_hand()
    took = _run(race, ROUNDS, ROUND_S)
    for name in (OURS, OURS_WITH_UPDATES):
        rate = 1 / median(took[name])
        yield Line(
            f"{name} {rate:,.0f} turns/s and core ({1e6 / rate:.1f} us a turn)",
            {"engine": name, "turns_s": rate},
        )
    for one in rivals:
        yield _compare(one, took)
    hand = median(took[BY_HAND])
    ratio = _ratio(took, OURS, BY_HAND)
    yield Line(
        f"{BY_HAND}, no engine: {1 / hand:,.0f} turns/s ({hand * 1e6:.1f} us), {ratio:.4f} x",
        {"engine": BY_HAND, "turns_s": 1 / hand, "times": ratio},
    )
    yield from _take_apart()


def _compare(one: Rival, took: Rounds) -> Line:
    name = f"{one.name}, {one.way}"
    rate, ratio = 1 / median(took[name]), _ratio(took, one.beside, name)
    goal = f" (goal {one.goal})" if one.goal else ""
    return Line(
        f"{one.name} {rate:,.0f} turns/s, {one.way}: ours is {ratio:.2f} x{goal}",
        {"engine": one.name, "way": one.way, "turns_s": rate, "times": ratio, "goal": one.goal},
    )


def _take_apart() -> Iterator[Line]:
    """Say what the reader costs by itself, and the rest of a turn.

    The reader's steps do not add up to the reader: a word whose hash is known is found faster.
    """
    rounds = _run(list_parts(), PART_ROUNDS, PART_S)
    took = {name: median(spent) * 1e6 for name, spent in rounds.items()}
    around = [a - b for a, b in zip(rounds[ADVANCING], rounds[READER], strict=True)]
    reader, advancing = took.pop(READER), took.pop(ADVANCING)
    steps = {name: took.pop(name) for name in STEPS}
    rest = {"the engine around the reader": median(around) * 1e6, **took}
    whole = advancing + sum(took.values())
    yield Line(
        f"the reader alone {reader:.1f} us a reply ({1e6 / reader:,.0f}/s): {_list(steps)}",
        {"reader us": reader} | {f"{name} us": spent for name, spent in steps.items()},
    )
    yield Line(
        f"the rest of a turn of {whole:.1f} us: {_list(rest)}",
        {f"{name} us": spent for name, spent in rest.items()},
    )


def _list(parts: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {spent:.1f} us" for name, spent in parts.items())


def _ratio(took: Rounds, ours: str, theirs: str) -> float:
    """Give the median of how many times as long theirs took in the same round."""
    return median(b / a for a, b in zip(took[ours], took[theirs], strict=True))


def _run(race: Mapping[str, Work], rounds: int, round_s: float) -> Rounds:
    """Let everybody run in turn; another one begins each round."""
    times = {name: _find_times(play, round_s) for name, play in race.items()}
    took: dict[str, list[float]] = {name: [] for name in race}
    names = list(race)
    for _ in range(rounds):
        for name in names:
            began = process_time()
            race[name](times[name])
            took[name].append((process_time() - began) / times[name] / len(TEXTS))
        names.append(names.pop(0))
    return took


def _find_times(play: Work, round_s: float) -> int:
    """Find how many walks take about as long as a round; warms up too."""
    times = 1
    while True:
        began = process_time()
        play(times)
        took = process_time() - began
        if took > round_s / 4:
            return max(1, round(times * round_s / took))
        times *= 2
