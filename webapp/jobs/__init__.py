"""The one table of work to be done later, and the worker that drains it."""
