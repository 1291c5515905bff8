"""From an organiser's draft to a question that goes out: shown as it would be, then ordered.

The same by phone and in the terminal.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from flows.checks.checker import check_sources
from flows.composed import write_sources
from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Say
from flows.engine import advance
from flows.events import Started
from flows.loading import load_flow
from flows.rendering import render
from flows.translating import count_fuzzy
from storage import broadcasts, drafts, engagements, flow_versions, topics
from storage.database import Db
from storage.engagements import Engagement
from storage.library import read_flow_sources
from workers.asking.drafting import Draft
from workers.asking.judging import Remarks, judge
from workers.asking.planning import Plan, plan_broadcast
from workers.house import House, Present
from workers.scenes import set_scene
from workers.speaking import make_setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would go out, before it does.

    Attributes:
        flow: as it would be published.
        text: the first text, as a resident gets it whose number we were given this month.
        unchecked: language -> texts that no native reader has checked, of those people speak.
        foreign: people who get it in a language that is not theirs, as there is no other wording.
        remarks: why it cannot go out, and what to think of.
    """

    flow: Flow
    plan: Plan
    text: str
    unchecked: dict[str, int]
    foreign: int
    remarks: Remarks


def preview(db: Db, house: House, present: Present, draft: Draft, *, channel: str) -> Preview:
    """Work out what ordering a draft would do: it is done, looked at, and taken back.

    Args:
        channel: as if the first text were read on.
    """
    sources = _write(db, present, draft)
    remarks = judge(check_sources(sources))
    flow = load_flow(sources)
    house.flows.learn(flow)
    nested = db.begin_nested()
    try:
        engagement = _open(db, house, present, draft, flow, sources)
        plan = _plan(db, house, present, draft, engagement)
        text = _write_first(db, house, present, flow, engagement, channel)
    finally:
        nested.rollback()
    if not plan.people and remarks.refusal is None:
        remarks = replace(remarks, refusal=("nobody", {}))
    languages = present.community.languages
    return Preview(
        flow=flow,
        plan=plan,
        text=text,
        unchecked={name: n for name, n in count_fuzzy(flow, sources).items() if name in languages},
        foreign=sum(n for name, n in plan.languages.items() if name != flow.languages[0]),
        remarks=remarks,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What was ordered."""

    flow_id: str
    engagement_id: UUID
    broadcast_id: UUID
    plan: Plan


def order(db: Db, house: House, present: Present, draft: Draft, *, who: str) -> Ordered:
    """Publish a draft's flow, open its engagement, and order the broadcast.

    Ask for the `broadcast` job after the commit.

    Args:
        who: answers for it, also for texts that no native reader has checked.
    """
    now, community = house.clock(), present.community.id
    sources = _write(db, present, draft)
    flow = load_flow(sources)
    house.flows.learn(flow)
    engagement = _open(db, house, present, draft, flow, sources)
    if count_fuzzy(flow, sources):
        flow_versions.accept_fuzzy(db, community, flow.version, by=who, now=now)
    plan = _plan(db, house, present, draft, engagement)
    made = broadcasts.make(
        db,
        community,
        engagement.id,
        reason="",
        now=now,
        starts_at=draft.starts_at,
        expires_at=plan.expires_at,
        audience=draft.audience,
        purpose=plan.purpose,
    )
    drafts.keep(
        db,
        community,
        who=who,
        answers=draft.answers,
        engagement=engagement.id,
        broadcast=made,
        now=now,
    )
    return Ordered(flow_id=flow.id, engagement_id=engagement.id, broadcast_id=made, plan=plan)


def _write(db: Db, present: Present, draft: Draft) -> dict[str, str]:
    id = drafts.name_next(db, present.community.id)
    return write_sources(id, draft.question, read_flow_sources("needs"))


def _open(
    db: Db, house: House, present: Present, draft: Draft, flow: Flow, sources: dict[str, str]
) -> Engagement:
    now, community = house.clock(), present.community.id
    version = flow_versions.publish(
        db, community, flow_id=flow.id, version=flow.version, sources=sources, now=now
    )
    id = engagements.open_engagement(
        db,
        community,
        title=flow.title,
        version=version,
        decider=draft.decider,
        hear_back_by=draft.hear_back_by,
        frame=topics.copy_frame(db, community, present.engagement.id),
        now=now,
    )
    return next(one for one in engagements.list_open(db, community) if one.id == id)


def _plan(db: Db, house: House, present: Present, draft: Draft, engagement: Engagement) -> Plan:
    asking = replace(present, engagement=engagement)
    return plan_broadcast(db, house, asking, engagement, draft.audience, starts_at=draft.starts_at)


def _write_first(
    db: Db, house: House, present: Present, flow: Flow, engagement: Engagement, channel: str
) -> str:
    scene = set_scene(db, house, present)
    begun = Conversation.begin(flow.languages[0], True).changed(version=flow.version)
    step = advance(flow, begun, Started(), now=scene.now, zone=scene.zone)
    say = next(effect for effect in step.effects if isinstance(effect, Say))
    return render(flow, say, make_setting(scene, channel, scene.now.date(), engagement))
