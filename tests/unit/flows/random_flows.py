"""Makes flows up, from a seed: every kind of question, guards, timers, loops, flows in flows."""

import json
from functools import lru_cache
from pathlib import Path
from random import Random  # noqa: TID251  (seeded: the same seed makes the same flows)
from typing import Any

import flows
from flows.definition import Flow
from flows.grammar_states import OPTION_KINDS, PLAIN_KINDS
from flows.loading import load_flow
from flows.session import Shelf

LIBRARY = Path(next(iter(flows.__path__))) / "library"
SHARED = {name: (LIBRARY / name).read_text("utf-8") for name in ("system.yaml", "system.tr.po")}
LABELS = ("The park", "The school", "The road", "My home", "Lots of us", "Buses", "Damp", "Bins")
KINDS = (*PLAIN_KINDS, *OPTION_KINDS, "words", "choice", "number")
DOINGS = (
    {"join": "walkers"},
    {"leave": "walkers"},
    {"alert": "look"},
    {"promise": "2d"},
    {"consent": "promotion"},
)
Drawn = dict[str, Any]


@lru_cache(maxsize=512)
def make_shelf(seed: int) -> tuple[Shelf, Shelf]:
    """Make a community's flows up: as they are, and after a new version was published.

    Returns:
        Two shelves; the second has the same versions and one more, and its doors lead to that.
    """
    dice = Random(seed)
    inner = _make_flow(dice, "inner")
    first = _load(_make_flow(dice, "main", "inner"), inner)
    second = _load(_make_flow(dice, "main", dice.choice(("inner", ""))), inner)
    other = _load(_make_flow(dice, "other"), inner)
    flows_now = {flow.version: flow for flow in (first, other)}
    doors = {"main": first.version, "other": other.version, "gate": other.version}
    return (
        Shelf(flows=flows_now, doors=doors),
        Shelf(flows={**flows_now, second.version: second}, doors={**doors, "main": second.version}),
    )


def _load(made: Drawn, inner: Drawn) -> Flow:
    plays = any("invoke" in state for state in made["states"].values())
    played = {"inner.yaml": json.dumps(inner)} if plays else {}
    return load_flow({f"{made['id']}.yaml": json.dumps(made), **played, **SHARED})


def _make_flow(dice: Random, name: str, invoke: str = "") -> Drawn:
    """Make a flow up that loads; whether it treats people well is left to chance."""
    questions = [f"q{number}" for number in range(dice.randint(1, 5))]
    passages = [f"p{number}" for number in range(dice.randint(0, 2))]
    saved = [f"{name}_{one}" for one in questions if dice.random() < 0.8]
    targets = [*questions, *passages, *(["play"] if invoke else []), "close", "close", "quiet"]
    states: Drawn = {one: _make_question(dice, one, targets) for one in questions}
    for one in questions:
        if f"{name}_{one}" in saved:
            states[one]["save"] = f"{name}_{one}"
    for one in passages:
        states[one] = {**dice.choice(DOINGS), "on": {"entered": _lead(dice, targets, saved)}}
    if invoke:
        outcomes = {"done": dice.choice(targets)} | _maybe(dice, 0.5, quiet=dice.choice(targets))
        states["play"] = {"invoke": invoke, "on": outcomes}
    return {
        "id": name,
        "title": f"Flow {name}",
        "languages": ["en", *_maybe(dice, 0.5, tr="")],
        "keywords": [name],
        "codes": ["gate" if name == "other" else f"{name}9"],
        "initial": "q0",
        "states": states | {"close": {"say": "Bye.", "final": True}, "quiet": {"final": True}},
    }


def _maybe(dice: Random, chance: float, **entries: Any) -> Drawn:
    return entries if dice.random() < chance else {}


def _make_question(dice: Random, name: str, targets: list[str]) -> Drawn:
    kind = dice.choice(KINDS)
    skipped, unclear, late = (dice.choice(targets) for _ in range(3))
    reminder = {"say": f"Last reminder. {name}?", "target": name, "times": 2}
    after = _maybe(dice, 0.7, **{"7d": {"target": late}}) | _maybe(dice, 0.4, **{"3d": reminder})
    return {
        "say": f"What about {name}?",
        "expect": _expect(dice, kind),
        "on": {"answered": dice.choice(targets)}
        | _maybe(dice, 0.4, skipped=skipped)
        | _maybe(dice, 0.4, unclear=unclear),
        **({"after": after} if after else {}),
        **_maybe(dice, 0.3, again=f"Sorry, {name} once more?"),
        **_maybe(dice, 0.2, welcome=f"Hello. What about {name}? {{menu.languages}}"),
        **_maybe(dice, 0.4, record=dice.choice(("need", "idea", "barrier"))),
        **_maybe(dice, 0.5 * (kind == "yes_no"), consent="promotion"),
    }


def _lead(dice: Random, targets: list[str], saved: list[str]) -> object:
    if not saved or dice.random() < 0.5:
        return dice.choice(targets)
    guard = f"answers.{dice.choice(saved)} == {dice.choice(('3', 'true', json.dumps('a0')))}"
    return [{"target": dice.choice(targets), "guard": guard}, {"target": dice.choice(targets)}]


def _expect(dice: Random, kind: str) -> object:
    if kind == "scale":
        return {"scale": {"1": "Bad", "5": "Good"}}
    if kind not in OPTION_KINDS:
        return kind
    labels = dice.sample(LABELS, dice.randint(2, 5))
    return {kind: {f"a{number}": label for number, label in enumerate(labels)}}
