"""Proposals, decisions and placements."""
