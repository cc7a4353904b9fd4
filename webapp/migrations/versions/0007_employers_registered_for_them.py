"""employers registered for them."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('assisted_registration',
    sa.Column('employer_id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('registered_by_id', sa.Uuid(), nullable=False),
    sa.Column('registered_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.Column('agreed_by', sa.String(length=120), nullable=True),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.CheckConstraint('(agreed_by IS NULL) = (agreed_on IS NULL)', name=op.f('ck_assisted_registration_agreed_is_whole')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_assisted_registration_employer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_assisted_registration_provider_id')),
    sa.ForeignKeyConstraint(['registered_by_id'], ['user.id'], name=op.f('fk_assisted_registration_registered_by_id')),
    sa.PrimaryKeyConstraint('employer_id', name=op.f('pk_assisted_registration'))
    )
    op.create_table('employer_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('expires_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['user.id'], name=op.f('fk_employer_import_made_by_id')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_employer_import_provider_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_import'))
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table('employer_import')
    op.drop_table('assisted_registration')
