"""Puts a scenario into an empty database, through the services that the screens use."""

from dataclasses import asdict, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts import services as accounts
from webapp.accounts.models import Role, User
from webapp.core.errors import ProductError
from webapp.employers.models import ContactRole, Employer, Window
from webapp.employers.services import register_employer
from webapp.learners.profile import JourneyDetails
from webapp.learners.services import account_of, add_learner
from webapp.providers.models import Provider, Term
from webapp.providers.services import NewProvider, NewStaff, add_provider, add_staff
from webapp.scenarios.entries import (
    EmployerEntry,
    LearnerEntry,
    Scenario,
    SettingEntry,
    StaffEntry,
)
from webapp.scenarios.loaded import Loaded, named
from webapp.scenarios.nodes import Node
from webapp.scenarios.placing import place


def is_empty(session: Session) -> bool:
    """Return whether no school, employer or account is stored."""
    return not any(
        session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in (Provider, Employer, User)
    )


def load(session: Session, scenario: Scenario, *, now: datetime, is_demo: bool = False) -> Loaded:
    """Store the scenario and return it; a mistake raises ScenarioError and stores nothing.

    The caller commits.
    """
    loaded = Loaded()
    for setting in scenario.settings:
        loaded.providers[setting.key] = _provider(session, setting, scenario)
    for staff in scenario.staff:
        _staff(session, staff, loaded, now=now)
    for employer in scenario.employers:
        _employer(session, employer, loaded, scenario, now=now)
    for learner in scenario.learners:
        _learner(session, learner, loaded, scenario, now=now)
    for placement in scenario.placements:
        place(session, placement, loaded, today=scenario.today)
    for user in loaded.accounts:
        user.is_demo = is_demo
    session.flush()  # what the database refuses shows here
    return loaded


def _provider(session: Session, entry: SettingEntry, scenario: Scenario) -> Provider:
    provider = add_provider(
        session,
        NewProvider(
            name=entry.name,
            name_for_employers=entry.name_for_employers or entry.name,
            type=entry.type,
            postcode=entry.postcode,
            phone=entry.phone,
        ),
    )
    provider.key = entry.key
    provider.phone_out_of_hours = entry.phone_out_of_hours
    provider.working_days = scenario.calendar
    for term in entry.terms:
        provider.terms.append(Term(provider=provider, **asdict(term)))
    return provider


def _staff(session: Session, entry: StaffEntry, loaded: Loaded, *, now: datetime) -> None:
    provider = _school(loaded, entry.setting, entry.node)
    member = add_staff(
        session,
        provider,
        NewStaff(
            name=entry.name,
            email=entry.email or f"{entry.key}@{provider.key}.example.org",
            job_title=entry.job_title,
            phone=entry.phone,
            roles=entry.roles,
        ),
        now=now,
        is_main=entry.is_main_contact,
    )
    loaded.staff[entry.key] = member
    loaded.accounts.append(member.user)


def _employer(
    session: Session, entry: EmployerEntry, loaded: Loaded, scenario: Scenario, *, now: datetime
) -> None:
    school = named(loaded.providers, entry.internal_to, entry.node) if entry.internal_to else None
    details = replace(entry.details, is_internal_to=school.id if school else None)
    try:
        employer = register_employer(session, details, now=now, today=scenario.today)
    except ProductError as refused:
        entry.node.wrong(f"employer “{entry.key}” is refused: {refused}.")
    loaded.employers[entry.key] = employer
    for hold in entry.holds:
        window = session.scalar(sa.select(Window).where(Window.key == hold.window))
        if window is None:
            entry.node.wrong(f"there is no window “{hold.window}” to hold places of.")
        window.taken = hold.places
    for contact in employer.contacts:
        if contact.role is ContactRole.MAIN and contact.email:
            user = accounts.make_user(session, name=contact.name, email=contact.email, now=now)
            user.email_verified_at = now
            accounts.grant_role(session, user, role=Role.EMPLOYER, employer_id=employer.id)
            contact.user_id = user.id
            loaded.accounts.append(user)


def _learner(
    session: Session, entry: LearnerEntry, loaded: Loaded, scenario: Scenario, *, now: datetime
) -> None:
    adult = named(loaded.staff, entry.trusted_adult, entry.node) if entry.trusted_adult else None
    details = replace(
        entry.details,
        trusted_adult_id=adult.id if adult else None,
        journeys=_journeys(entry, loaded),
    )
    provider = _school(loaded, entry.setting, entry.node)
    try:
        learner = add_learner(session, provider, details, now=now, today=scenario.today)
    except ProductError as refused:
        entry.node.wrong(f"learner “{entry.key}” is refused: {refused}.")
    loaded.learners[entry.key] = learner
    loaded.accounts.append(account_of(session, learner, now=now))


def _journeys(entry: LearnerEntry, loaded: Loaded) -> tuple[JourneyDetails, ...]:
    found = []
    for journey in entry.journeys:
        employer = named(loaded.employers, journey.to, entry.node)
        sites = {site.name: site for site in employer.sites}
        site = named(sites, journey.site, entry.node) if journey.site else employer.sites[0]
        values = asdict(journey)
        del values["to"], values["site"]
        found.append(JourneyDetails(site_id=site.id, **values))
    return tuple(found)


def _school(loaded: Loaded, key: str | None, node: Node) -> Provider:
    """Return the school with this key; without one, the first of the file."""
    if key is None:
        return next(iter(loaded.providers.values()))
    return named(loaded.providers, key, node)
