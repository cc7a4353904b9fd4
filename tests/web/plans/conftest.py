"""Three learners of one school, for the tests of plans."""

from tests.crowd import crowd, empty_database

__all__ = ["crowd", "empty_database"]
