"""Codes that the whole house shares, and every wording of them, as data.

One module for one subject. Each has its codes (an enumeration), the entries that carry
the words, and a ``Catalogue`` that is looked up by code and read in a fixed order.
Words for employers, learners and careers leads are written here and nowhere else.
"""
