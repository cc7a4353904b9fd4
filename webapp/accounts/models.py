"""People who sign in, what they may do, their sessions, and links for one person."""

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.db import Base, key_column


class Role(StrEnum):
    """What someone is in this product; a person may hold several in one organisation."""

    PLATFORM_ADMIN = "platform_admin"
    CAREERS_LEAD = "careers_lead"
    DEPUTY_LEAD = "deputy_lead"
    STAFF = "staff"
    CAREERS_ADVISER = "careers_adviser"
    DSL = "dsl"
    GOVERNOR = "governor"
    EMPLOYER = "employer"
    LEARNER = "learner"
    FAMILY = "family"


class User(Base):
    """A person with an account. A learner who uses a card has one without an email."""

    __tablename__ = "user"

    id: Mapped[uuid.UUID] = key_column()
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str | None] = mapped_column(sa.String(254), unique=True, default=None)
    password_hash: Mapped[str | None] = mapped_column(sa.String(200), default=None)
    email_verified_at: Mapped[datetime | None] = mapped_column(default=None)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    is_demo: Mapped[bool] = mapped_column(default=False)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", default_factory=list, lazy="selectin", cascade="all, delete-orphan"
    )


class RoleGrant(Base):
    """One role of one user in one organisation (or for one learner).

    The keys point up the layers on purpose: the database keeps them true, and no
    module here imports a package above it.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "role", "provider_id", "employer_id", "learner_id"),
        sa.CheckConstraint(
            "(CASE WHEN provider_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN employer_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN learner_id IS NULL THEN 0 ELSE 1 END)"
            " = (CASE WHEN role = 'platform_admin' THEN 0 ELSE 1 END)",
            name="one_place",
        ),
    )

    id: Mapped[uuid.UUID] = key_column()
    user_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("user.id", ondelete="CASCADE"), init=False
    )
    user: Mapped[User] = relationship(back_populates="grants")
    role: Mapped[Role]
    provider_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("provider.id"), default=None
    )
    employer_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("employer.id"), default=None
    )
    learner_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("learner.id", ondelete="CASCADE"), default=None
    )


class Session(Base):
    """One signed-in browser. The cookie holds the key; deleting the row signs out."""

    __tablename__ = "session"

    key_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class LinkPurpose(StrEnum):
    """What a link for one person opens."""

    SIGN_IN = "sign_in"
    FIRST_ADMIN = "first_admin"
    VERIFY_EMAIL = "verify_email"
    RESUME_DRAFT = "resume_draft"
    STILL_RIGHT = "still_right"
    EMPLOYER_REQUEST = "employer_request"
    EMPLOYER_QUESTION = "employer_question"
    EMPLOYER_INVITED = "employer_invited"
    PACK = "pack"
    EMPLOYER_DEBRIEF = "employer_debrief"


class PersonalLink(Base):
    """A link that lets one named person open one thing for a time.

    Only the hash of the token is kept. Where `needs_code` is true, each new device
    also needs a one-time code sent to `address`.
    """

    __tablename__ = "personal_link"
    __table_args__ = (sa.Index(None, "purpose", "subject_id"),)

    id: Mapped[uuid.UUID] = key_column()
    purpose: Mapped[LinkPurpose]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    subject_id: Mapped[uuid.UUID]
    """What it opens: the key of a user, a placement, a pack or a debrief."""
    address: Mapped[str | None] = mapped_column(sa.String(254), default=None)
    holder: Mapped[str | None] = mapped_column(sa.String(120), default=None)
    needs_code: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class LinkCode(Base):
    """A one-time code that opens a link on one more device."""

    __tablename__ = "link_code"

    id: Mapped[uuid.UUID] = key_column()
    link_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("personal_link.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class LinkDevice(Base):
    """A browser that has shown a good code for a link."""

    __tablename__ = "link_device"

    id: Mapped[uuid.UUID] = key_column()
    link_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("personal_link.id", ondelete="CASCADE"), index=True
    )
    device_hash: Mapped[str] = mapped_column(sa.String(64))
    confirmed_at: Mapped[datetime]


class RateLimit(Base):
    """How many tries of one kind came from one place since the window began."""

    __tablename__ = "rate_limit"

    bucket: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    window_start: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
