"""what employers said on paper."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table('debrief', schema=None) as batch_op:
        batch_op.add_column(sa.Column('said_by', sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column('said_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('written_by_id', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_debrief_written_by_id'), 'user', ['written_by_id'], ['id']
        )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('debrief', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_debrief_written_by_id'), type_='foreignkey')
        batch_op.drop_column('written_by_id')
        batch_op.drop_column('said_on')
        batch_op.drop_column('said_by')
