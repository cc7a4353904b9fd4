"""replies of employers."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

KINDS = ('yes', 'yes_with_changes', 'maybe', 'no')
REASONS = ('dates', 'no_staff', 'too_busy', 'tasks', 'adjustments', 'insurance', 'not_sure_how', 'other')


def upgrade() -> None:
    """Apply."""
    op.create_table('employer_reply',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('placement_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='replykind', native_enum=False, length=40), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Enum(*REASONS, name='declinereason', native_enum=False, length=40), nullable=True),
    sa.Column('note', sa.String(length=600), nullable=True),
    sa.Column('given_by_id', sa.Uuid(), nullable=True),
    sa.Column('given_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['given_by_id'], ['user.id'], name=op.f('fk_employer_reply_given_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placement.id'], name=op.f('fk_employer_reply_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_reply'))
    )
    with op.batch_alter_table('employer_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employer_reply_placement_id'), ['placement_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('employer_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employer_reply_placement_id'))

    op.drop_table('employer_reply')
