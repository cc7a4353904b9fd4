"""The pages that set up schools and colleges, and their teams."""

from webapp.providers.views import schools, team

blueprints = (schools.blueprint, team.blueprint)
