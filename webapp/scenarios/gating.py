"""The gates of a placement in a file, and its briefing pack: sent, read."""

from datetime import date
from functools import partial

from webapp.briefing.queries import open_pack
from webapp.briefing.services import acknowledge, make_pack, send_pack
from webapp.placements.facts import gate_statuses
from webapp.placements.gates import GateState
from webapp.placements.models import Gate, PlacementState
from webapp.placements.planning import GateDetails, record_gate
from webapp.placements.services import placement_dates
from webapp.scenarios.entries import GateEntry, PackEntry
from webapp.scenarios.walk import Walk

NEEDS_EVERY_GATE = frozenset(
    {
        PlacementState.READY,
        PlacementState.LIVE,
        PlacementState.PAUSED,
        PlacementState.ENDED_EARLY,
        PlacementState.DEBRIEFING,
    }
)


def needs_every_gate(walk: Walk) -> bool:
    """Return whether the state of the file is one that follows from ready."""
    return walk.entry.state in NEEDS_EVERY_GATE or walk.entry.reached in NEEDS_EVERY_GATE


def plan(walk: Walk) -> None:
    """Record the gates, send the pack and let it be read, each on its day, in order of days."""
    steps = [
        (entry.done_on or walk.began_on, partial(_record, walk, entry)) for entry in _gates(walk)
    ]
    pack = _pack(walk)
    if pack is not None:
        steps.append((pack.sent_on or walk.began_on, partial(_send, walk)))
    if pack is not None and pack.read_on is not None:
        steps.append((pack.read_on, partial(_read, walk, pack)))
    for day, step in sorted(steps, key=lambda entry: entry[0]):
        step(day)


def _gates(walk: Walk) -> tuple[GateEntry, ...]:
    """Return the gates the file names; all that are needed where it names none but needs them."""
    if walk.entry.gates is not None:
        return walk.entry.gates
    if not needs_every_gate(walk):
        return ()
    return tuple(
        GateEntry(gate=status.gate)
        for status in gate_statuses(walk.placement)
        if status.state is GateState.NEEDED and status.gate is not Gate.PACK_ACKNOWLEDGED
    )


def _pack(walk: Walk) -> PackEntry | None:
    """Return what the file says of the pack; sent and read at once where that is needed."""
    if walk.entry.pack is not None or not needs_every_gate(walk):
        return walk.entry.pack
    return PackEntry(sent_on=walk.began_on, read_on=walk.began_on)


def _record(walk: Walk, entry: GateEntry, day: date) -> None:
    if entry.gate is Gate.PACK_ACKNOWLEDGED:
        walk.entry.node.wrong("write “pack: {sent_on: …, read_on: …}” for this gate.")
    learner = walk.learner
    given_by = entry.given_by or learner.consent_giver or f"{learner.first_name} {learner.surname}"
    record_gate(
        walk.session,
        walk.placement,
        entry.gate,
        GateDetails(done_on=day, evidence=entry.evidence, given_by=given_by),
        actor_id=walk.lead.user_id,
        now=walk.at(day),
    )


def _send(walk: Walk, day: date) -> None:
    lead = walk.lead.user_id
    pack = make_pack(walk.session, walk.placement, actor_id=lead, now=walk.at(day), today=day)
    send_pack(walk.session, pack, actor_id=lead, now=walk.at(day), today=day)


def _read(walk: Walk, entry: PackEntry, day: date) -> None:
    pack = open_pack(walk.session, walk.placement.id)
    if pack is None:
        walk.entry.node.wrong("the pack is read before it is sent.")
    supervisor = walk.placement.window.offer.supervisor
    acknowledge(
        walk.session,
        pack,
        who=entry.read_by or (supervisor.name if supervisor else walk.entry.employer),
        confidence=entry.confidence,
        now=walk.at(day),
        today=day,
    )


def make_ready(walk: Walk) -> None:
    """Look that the gates made the placement ready, and that it has not begun."""
    if walk.placement.state is not PlacementState.READY:
        open_gates = sorted(
            status.gate for status in gate_statuses(walk.placement) if not status.is_green
        )
        walk.entry.node.wrong(f"it is not ready; still needed: {', '.join(open_gates)}.")
    first = placement_dates(walk.placement)[0]
    if walk.entry.state is PlacementState.READY and first <= walk.today:
        walk.entry.node.wrong(f"it began on {first}: write live or debriefing.")
