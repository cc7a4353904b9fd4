"""certificates of insurance."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('employer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('insurance_certificate', sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('employer', schema=None) as batch_op:
        batch_op.drop_column('insurance_certificate')
