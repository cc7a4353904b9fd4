"""The pages of worries and concerns: the learner’s, the adult’s, and the public one."""

from webapp.concerns.views import adults, learner, public

blueprints = (learner.blueprint, adults.blueprint, public.blueprint)
