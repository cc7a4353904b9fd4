"""targets and waiting lists of plans."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('plan_target',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('offer', sa.String(length=120), nullable=False),
    sa.Column('window', sa.String(length=120), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('placed', sa.Integer(), nullable=False),
    sa.Column('lifted', sa.Integer(), nullable=False),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('exact', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_plan_target_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_target')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_target_plan_id_number'))
    )
    op.create_table('plan_waiting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('offer', sa.String(length=120), nullable=False),
    sa.Column('window', sa.String(length=120), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('elsewhere', sa.String(length=120), nullable=True),
    sa.Column('lock', sa.String(length=20), nullable=True),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_plan_waiting_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_plan_waiting_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_waiting')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_waiting_plan_id_number'))
    )
    with op.batch_alter_table('plan_waiting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_waiting_learner_id'), ['learner_id'], unique=False)



def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('plan_waiting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_waiting_learner_id'))

    op.drop_table('plan_waiting')
    op.drop_table('plan_target')
