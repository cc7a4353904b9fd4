"""The pages about employers: registering, changing the offer, the leads’ directory."""

from webapp.employers.views import (
    directory,
    joining,
    notes,
    offer,
    offer_lists,
    register,
    register_check,
    register_lists,
)

PAGES = (notes, register_lists, register_check, offer_lists)
"""Modules that add their pages to a blueprint of another module."""

blueprints = (register.blueprint, joining.blueprint, offer.blueprint, directory.blueprint)
