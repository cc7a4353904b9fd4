"""The pages of packs: the lead’s, the reader’s, and those of packs on paper."""

from webapp.briefing.views import on_paper, packs

blueprints = (packs.packs, packs.pack_links, on_paper.paper_packs)
