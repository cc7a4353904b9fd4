"""The pages about employers: registering, changing the offer, the leads’ directory."""

from webapp.employers.views import (
    assisted,
    certificate,
    colleagues,
    differences,
    directory,
    for_them,
    guides,
    inviting,
    joining,
    lists,
    notes,
    offer,
    offer_publish,
    offer_steps,
    own_words,
    paper,
    register,
    register_check,
    register_later,
    still_right,
)

PAGES = (
    differences,
    assisted,
    certificate,
    inviting,
    lists,
    notes,
    offer_publish,
    offer_steps,
    paper,
    register_check,
    register_later,
)
"""Modules that add their pages to a blueprint of another module."""

blueprints = (
    register.blueprint,
    joining.blueprint,
    offer.blueprint,
    for_them.blueprint,
    colleagues.blueprint,
    guides.blueprint,
    still_right.blueprint,
    directory.blueprint,
    own_words.blueprint,
)
