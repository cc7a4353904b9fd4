"""colleagues."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('colleague',
    sa.Column('contact_id', sa.Uuid(), nullable=False),
    sa.Column('access', sa.Enum('contact', 'supervisor', 'viewer', name='access', native_enum=False, length=40), nullable=False),
    sa.Column('invited_by_id', sa.Uuid(), nullable=True),
    sa.Column('invited_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_colleague_contact_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invited_by_id'], ['user.id'], name=op.f('fk_colleague_invited_by_id')),
    sa.PrimaryKeyConstraint('contact_id', name=op.f('pk_colleague'))
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table('colleague')
