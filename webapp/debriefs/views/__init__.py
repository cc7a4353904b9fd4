"""The pages of debriefs: the learner’s, the employer’s, and both side by side."""

from webapp.debriefs.views import employer, lead, learner, written

blueprints = (learner.blueprint, employer.blueprint, lead.blueprint, written.blueprint)
