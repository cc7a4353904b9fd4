"""Schools and colleges and the people who work there."""

import uuid
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts.models import User
from webapp.catalogue.organisations import SettingType
from webapp.core.db import Base, key_column


class WorkingDays(StrEnum):
    """Which days count as working days."""

    MONDAY_TO_FRIDAY = "none"
    """No holiday calendar is loaded."""
    ENGLAND = "england"
    """Without the bank holidays of England."""


class Provider(Base):
    """A school or college that has learners on roll."""

    __tablename__ = "provider"
    __table_args__ = (sa.UniqueConstraint("key"),)

    id: Mapped[uuid.UUID] = key_column()
    key: Mapped[str] = mapped_column(sa.String(60))
    """A stable short code (URN or scenario key) that breaks ties in matching."""
    name: Mapped[str] = mapped_column(sa.String(120))
    name_for_employers: Mapped[str] = mapped_column(sa.String(120))
    """The name used outside the school; never reveals SEND."""
    type: Mapped[SettingType]
    postcode: Mapped[str] = mapped_column(sa.String(8))
    phone: Mapped[str] = mapped_column(sa.String(30))
    phone_out_of_hours: Mapped[str | None] = mapped_column(sa.String(30), default=None)
    working_days: Mapped[WorkingDays] = mapped_column(default=WorkingDays.MONDAY_TO_FRIDAY)
    staff: Mapped[list["StaffMember"]] = relationship(
        back_populates="provider", default_factory=list
    )
    terms: Mapped[list["Term"]] = relationship(
        back_populates="provider", default_factory=list, cascade="all, delete-orphan"
    )


class StaffMember(Base):
    """Someone who works at the school or college; what they may do is in their role grants."""

    __tablename__ = "staff_member"
    __table_args__ = (sa.UniqueConstraint("provider_id", "user_id"),)

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"), init=False)
    provider: Mapped[Provider] = relationship(back_populates="staff")
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("user.id"), init=False)
    user: Mapped[User] = relationship()
    name: Mapped[str] = mapped_column(sa.String(120))
    job_title: Mapped[str] = mapped_column(sa.String(120))
    phone: Mapped[str] = mapped_column(sa.String(30))
    is_main_contact: Mapped[bool] = mapped_column(default=False)
    """The one person named as contact in packs; the deputy lead stands in."""


class Term(Base):
    """One term of a school year."""

    __tablename__ = "term"
    __table_args__ = (sa.CheckConstraint("starts <= ends", name="in_order"),)

    id: Mapped[uuid.UUID] = key_column()
    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("provider.id"), init=False)
    provider: Mapped[Provider] = relationship(back_populates="terms")
    name: Mapped[str] = mapped_column(sa.String(60))
    starts: Mapped[date]
    ends: Mapped[date]
