"""Employers: organisation, sites, areas, tasks, capacity windows, adjustments offered."""
