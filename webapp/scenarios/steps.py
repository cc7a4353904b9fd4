"""The steps of a placement, each taken by the service its screen uses."""

from datetime import date

from webapp.catalogue.answers import AdjustmentAnswer
from webapp.placements import approvals
from webapp.placements.approvals import (
    Signed,
    approve_to_ask,
    approve_to_confirm,
    known_answers,
)
from webapp.placements.employer_answers import AdjustmentReply, Reply, answer_request
from webapp.placements.models import Answer, AnsweredHow
from webapp.placements.models import PlacementState as S
from webapp.placements.rules import Party
from webapp.placements.services import move, placement_dates, record_answer
from webapp.scenarios.gating import plan
from webapp.scenarios.nodes import nearest
from webapp.scenarios.walk import Walk, main_contact_of


def consider(walk: Walk) -> None:
    """The learner thinks about it; a “maybe” or “ask someone” is kept."""
    if walk.entry.state is S.LEARNER_CONSIDERING and walk.entry.answer in {
        Answer.MAYBE,
        Answer.ASK_SOMEONE,
    }:
        _answer(walk, walk.entry.answer)


def _answer(walk: Walk, answer: Answer) -> None:
    alone = walk.entry.how is AnsweredHow.ALONE
    record_answer(
        walk.session,
        walk.placement,
        answer,
        how=walk.entry.how,
        recorded_by_id=None if alone else walk.lead.user_id,
        actor_id=walk.learner_user.id if alone else walk.lead.user_id,
        now=walk.began(),
    )


def say_yes(walk: Walk) -> None:
    """The learner says yes, in the way the file says."""
    _answer(walk, Answer.YES)


def say_no(walk: Walk) -> None:
    """The learner says no."""
    _answer(walk, Answer.NO)


def _signed(walk: Walk) -> Signed:
    return Signed(walk.lead.name, walk.entry.why, walk.entry.rank_reason)


def ask(walk: Walk) -> None:
    """The lead approves, so the employer is asked."""
    approve_to_ask(
        walk.session,
        walk.placement,
        _signed(walk),
        actor=walk.lead,
        seen=walk.placement.version,
        now=walk.began(),
        today=walk.entry.began_on or walk.today,
    )


def agree(walk: Walk) -> None:
    """The employer says yes and answers each adjustment."""
    _reply(walk, Reply(to=S.EMPLOYER_AGREED, adjustments=_replies(walk)))


def has_questions(walk: Walk) -> None:
    """The employer asks something back."""
    _reply(walk, Reply(to=S.EMPLOYER_QUESTIONS, note=walk.entry.employer_note))


def decline(walk: Walk) -> None:
    """The employer says no."""
    entry = walk.entry
    _reply(
        walk, Reply(to=S.EMPLOYER_DECLINED, reason=entry.decline_reason, note=entry.employer_note)
    )


def _reply(walk: Walk, reply: Reply) -> None:
    employer = walk.placement.window.offer.site.employer
    answer_request(
        walk.session,
        walk.placement,
        reply,
        actor=main_contact_of(walk.session, employer) or walk.lead,
        now=walk.began(),
    )


def _replies(walk: Walk) -> dict[str, AdjustmentReply]:
    """Return an answer to each adjustment that was asked: the file’s, or the one known before."""
    known = {
        code.value: answer for code, answer in known_answers(walk.placement.window.offer).items()
    }
    asked = [row.adjustment for row in walk.placement.adjustments]
    for code in walk.entry.adjustments:
        if code not in asked:
            walk.entry.node.wrong(f"“{code}” was not asked for. {nearest(code, asked)}")
    answers = known | walk.entry.adjustments
    return {code: AdjustmentReply(answers.get(code, AdjustmentAnswer.NOT_SURE)) for code in asked}


def confirm(walk: Walk) -> None:
    """The lead confirms, and the planning is done as far as the file says."""
    approve_to_confirm(
        walk.session,
        walk.placement,
        _signed(walk),
        actor=walk.lead,
        seen=walk.placement.version,
        now=walk.began(),
    )
    plan(walk)


def begin(walk: Walk) -> None:
    """The first day has come."""
    first = placement_dates(walk.placement)[0]
    if first > walk.today:
        walk.entry.node.wrong(f"it begins on {first}, after today: write ready.")
    move(walk.session, walk.placement, S.LIVE, by=Party.SYSTEM, actor_id=None, now=walk.at(first))


def look_back(walk: Walk) -> None:
    """The last day is over."""
    last = placement_dates(walk.placement)[-1]
    if last >= walk.today:
        walk.entry.node.wrong(f"its last day is {last}: write live, or ended_on.")
    _open_debriefs(walk, last)


def _open_debriefs(walk: Walk, day: date) -> None:
    move(
        walk.session, walk.placement, S.DEBRIEFING, by=Party.SYSTEM, actor_id=None, now=walk.at(day)
    )


def end_early_and_look_back(walk: Walk) -> None:
    """It ended before its last day, and everyone is asked how it was."""
    end_early(walk)
    _open_debriefs(walk, walk.ended_on())


def end_early(walk: Walk) -> None:
    """The lead ends it before its last day."""
    _lead_moves(walk, S.ENDED_EARLY)


def pause(walk: Walk) -> None:
    """The lead pauses it."""
    _lead_moves(walk, S.PAUSED)


def did_not_start(walk: Walk) -> None:
    """It was planned and never began."""
    _lead_moves(walk, S.DID_NOT_START)


def _lead_moves(walk: Walk, to: S) -> None:
    move(
        walk.session,
        walk.placement,
        to,
        by=Party.LEAD,
        actor_id=walk.lead.user_id,
        now=walk.at(walk.ended_on()),
    )


def cancel(walk: Walk) -> None:
    """The lead cancels it."""
    approvals.cancel(
        walk.session,
        walk.placement,
        walk.entry.cancel_reason,
        actor=walk.lead,
        seen=walk.placement.version,
        now=walk.at(walk.ended_on()),
    )
