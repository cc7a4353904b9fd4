"""Briefing packs: what may be told, to whom, when, and how it looks."""
