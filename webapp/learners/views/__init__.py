"""The learners’ pages: the lead’s list, profile and import, and the learner’s own sharing page."""

from webapp.learners.views import consents, imports, journeys, profile, roll, sharing

blueprints = (roll.blueprint, sharing.blueprint)

__all__ = ["blueprints", "consents", "imports", "journeys", "profile"]
