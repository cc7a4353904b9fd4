"""The railway, the library and Jay, for the tests of placements."""

from tests.railway import empty_database, library, railway, run, town

__all__ = ["empty_database", "library", "railway", "run", "town"]
