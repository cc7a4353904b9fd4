"""Scenario files: a whole school, its learners and its employers in one readable file."""
