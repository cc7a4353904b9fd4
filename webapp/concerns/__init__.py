"""Worries and safeguarding reports."""
