"""The pages about proposals and placements, for leads, learners and employers."""

from webapp.placements.views import (
    desk,
    employer,
    lead,
    learner,
    letters,
    matching,
    our_data,
    placements,
    plan,
    plan_waiting,
    plan_why,
    proposals,
    questions,
)

blueprints = (
    lead.blueprint,
    matching.blueprint,
    plan.blueprint,
    plan_why.blueprint,
    plan_waiting.blueprint,
    proposals.blueprint,
    placements.blueprint,
    learner.home_blueprint,
    learner.blueprint,
    desk.blueprint,
    employer.requests_blueprint,
    employer.placements_blueprint,
    *questions.blueprints,
    letters.blueprint,
    our_data.blueprint,
)
