"""notes can be changed."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_at', webapp.core.db.UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.drop_column('changed_at')
