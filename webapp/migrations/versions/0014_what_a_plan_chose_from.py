"""what a plan chose from."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

STATES = ('waiting', 'running', 'done', 'failed')


def upgrade() -> None:
    """Apply."""
    op.create_table('plan_source',
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('places', sa.JSON(), nullable=False),
    sa.Column('dates', sa.JSON(), nullable=False),
    sa.Column('targets_state', sa.Enum(*STATES, name='planstate', native_enum=False, length=40), nullable=False),
    sa.Column('targets_failed_because', sa.String(length=60), nullable=True),
    sa.Column('targets_done', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_plan_source_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('plan_id', name=op.f('pk_plan_source'))
    )
    op.create_table('plan_learner',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('is_planned_for', sa.Boolean(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('prices', sa.JSON(), nullable=False),
    sa.Column('worth', sa.Integer(), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('planned', sa.JSON(), nullable=False),
    sa.Column('need', sa.JSON(), nullable=False),
    sa.Column('why_state', sa.Enum(*STATES, name='planstate', native_enum=False, length=40), nullable=True),
    sa.Column('why_failed_because', sa.String(length=60), nullable=True),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('ruled_out', sa.JSON(), nullable=False),
    sa.Column('near_misses', sa.JSON(), nullable=False),
    sa.Column('alternatives', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_plan_learner_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_plan_learner_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_learner')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_learner_plan_id_number'))
    )
    with op.batch_alter_table('plan_learner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_learner_learner_id'), ['learner_id'], unique=False)



def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('plan_learner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_learner_learner_id'))

    op.drop_table('plan_learner')
    op.drop_table('plan_source')
