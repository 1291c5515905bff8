"""Flows that a town publishes beside its first question."""

from collections.abc import Mapping

from flows.definition import Flow
from flows.loading import load_flow
from storage import flow_versions
from storage.library import read_flow_sources
from tests.integration.town import Town

PARK = """\
id: park
title: The park
languages: [en]
keywords: [park]
codes: [gate7]
initial: need
states:
  need:
    say: What should we mend in the park?
    expect: {choice: {bench: Benches, light: Lights}}
    save: what
    on: {answered: why, skipped: why}
    after: {7d: {target: quiet}}
  why:
    say: Why is that?
    expect: words
    record: idea
    on: {answered: again, skipped: again}
    after: {7d: {target: quiet}}
  again:
    say: May we ask again?
    expect: yes_no
    consent: promotion
    save: again
    on: {answered: [{target: on_list, guard: answers.again == true}, {target: close}]}
    after: {7d: {target: quiet}}
  on_list: {join: walkers, promise: 2d, alert: park, on: {entered: close}}
  close: {say: Thank you. Goodbye., final: true}
  quiet: {final: true}
"""
ABOUT = """\
id: about
title: About you
languages: [en]
keywords: [about]
sensitive: true
initial: need
states:
  need:
    say: How old are you? Or SKIP
    expect: number
    save: age
    on: {answered: more, skipped: more}
    after: {7d: {target: quiet}}
  more:
    say: Tell us more, or SKIP
    expect: words
    record: other
    on: {answered: close, skipped: close}
    after: {7d: {target: quiet}}
  close: {say: Thank you. That is all., final: true}
  quiet: {final: true}
"""
SYSTEM = {
    name: text for name, text in read_flow_sources("needs").items() if name.startswith("system.")
}


def write_sources(id: str, text: str) -> Mapping[str, str]:
    return {f"{id}.yaml": text, **SYSTEM}


def publish(town: Town, id: str, text: str) -> Flow:
    """Publish a flow as it is written here."""
    sources = write_sources(id, text)
    flow = load_flow(sources)
    with town.house.database.transaction() as db:
        flow_versions.publish(
            db,
            town.present.community.id,
            flow_id=flow.id,
            version=flow.version,
            sources=sources,
            now=town.hands.now,
        )
    return flow
