"""Learners: profile, voice, consent, family, import."""
