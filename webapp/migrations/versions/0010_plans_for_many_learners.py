"""plans for many learners."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table('keep_apart',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('why', sa.String(length=300), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('set_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_keep_apart_provider_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['user.id'], name=op.f('fk_keep_apart_set_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_keep_apart'))
    )
    with op.batch_alter_table('keep_apart', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_keep_apart_provider_id'), ['provider_id'], unique=False)

    op.create_table('plan_run',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=True),
    sa.Column('asked_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.Column('years', sa.JSON(), nullable=False),
    sa.Column('everyone', sa.Boolean(), nullable=False),
    sa.Column('wanted', sa.Integer(), nullable=False),
    sa.Column('objective', sa.String(length=20), nullable=False),
    sa.Column('bands', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'running', 'done', 'failed', name='planstate', native_enum=False, length=40), nullable=False),
    sa.Column('failed_because', sa.String(length=60), nullable=True),
    sa.Column('previous_id', sa.Uuid(), nullable=True),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('rules_version', sa.String(length=20), nullable=True),
    sa.Column('weights', sa.JSON(), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('method', sa.String(length=20), nullable=True),
    sa.Column('gap', sa.Double(), nullable=True),
    sa.Column('stages', sa.JSON(), nullable=False),
    sa.Column('proofs', sa.JSON(), nullable=False),
    sa.Column('learners', sa.Integer(), nullable=False),
    sa.Column('placed', sa.Integer(), nullable=False),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('below', sa.JSON(), nullable=False),
    sa.Column('offers_compared', sa.Integer(), nullable=False),
    sa.Column('pairs', sa.Integer(), nullable=False),
    sa.Column('cpu_milliseconds', sa.Integer(), nullable=True),
    sa.Column('done_at', webapp.core.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_plan_run_asked_by_id')),
    sa.ForeignKeyConstraint(['previous_id'], ['plan_run.id'], name=op.f('fk_plan_run_previous_id')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_plan_run_provider_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_run'))
    )
    with op.batch_alter_table('plan_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_run_provider_id'), ['provider_id'], unique=False)

    op.create_table('keep_apart_member',
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['keep_apart.id'], name=op.f('fk_keep_apart_member_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_keep_apart_member_learner_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'learner_id', name=op.f('pk_keep_apart_member'))
    )
    op.create_table('plan_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('why', sa.String(length=30), nullable=False),
    sa.Column('was_offer', sa.String(length=120), nullable=True),
    sa.Column('was_window', sa.String(length=120), nullable=True),
    sa.Column('now_offer', sa.String(length=120), nullable=True),
    sa.Column('now_window', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_plan_change_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_plan_change_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_change')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_change_plan_id_number'))
    )
    with op.batch_alter_table('plan_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_change_learner_id'), ['learner_id'], unique=False)

    op.create_table('plan_finding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=True),
    sa.Column('offer', sa.String(length=120), nullable=True),
    sa.Column('window', sa.String(length=120), nullable=True),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_plan_finding_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_plan_finding_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_finding')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_finding_plan_id_number'))
    )
    with op.batch_alter_table('plan_finding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_finding_learner_id'), ['learner_id'], unique=False)

    op.create_table('plan_lock',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('offer', sa.String(length=120), nullable=False),
    sa.Column('window', sa.String(length=120), nullable=True),
    sa.Column('why', sa.String(length=300), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('set_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_plan_lock_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_plan_lock_provider_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['user.id'], name=op.f('fk_plan_lock_set_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_lock')),
    sa.UniqueConstraint('learner_id', 'offer', name=op.f('uq_plan_lock_learner_id_offer'))
    )
    with op.batch_alter_table('plan_lock', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_lock_provider_id'), ['provider_id'], unique=False)

    op.create_table('plan_unplaced',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('options', sa.Integer(), nullable=False),
    sa.Column('near_misses', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_plan_unplaced_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_plan_unplaced_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_unplaced')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_plan_unplaced_plan_id_number'))
    )
    with op.batch_alter_table('plan_unplaced', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_unplaced_learner_id'), ['learner_id'], unique=False)

    op.create_table('plan_veto',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('offer', sa.String(length=120), nullable=False),
    sa.Column('why', sa.String(length=300), nullable=False),
    sa.Column('set_by_id', sa.Uuid(), nullable=False),
    sa.Column('set_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_plan_veto_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_plan_veto_provider_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['user.id'], name=op.f('fk_plan_veto_set_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_veto')),
    sa.UniqueConstraint('learner_id', 'offer', name=op.f('uq_plan_veto_learner_id_offer'))
    )
    with op.batch_alter_table('plan_veto', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_veto_provider_id'), ['provider_id'], unique=False)

    op.create_table('planned_placement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('offer', sa.String(length=120), nullable=False),
    sa.Column('window', sa.String(length=120), nullable=False),
    sa.Column('type', sa.String(length=10), nullable=True),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('dates', sa.JSON(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('lock', sa.String(length=20), nullable=True),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('conditions', sa.JSON(), nullable=False),
    sa.Column('refused', sa.String(length=30), nullable=True),
    sa.Column('refused_by', sa.JSON(), nullable=False),
    sa.Column('run_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_planned_placement_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan_run.id'], name=op.f('fk_planned_placement_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['match_run.id'], name=op.f('fk_planned_placement_run_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_placement')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_planned_placement_plan_id_number'))
    )
    with op.batch_alter_table('planned_placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_planned_placement_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_planned_placement_run_id'), ['run_id'], unique=False)



def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('planned_placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_planned_placement_run_id'))
        batch_op.drop_index(batch_op.f('ix_planned_placement_learner_id'))

    op.drop_table('planned_placement')
    with op.batch_alter_table('plan_veto', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_veto_provider_id'))

    op.drop_table('plan_veto')
    with op.batch_alter_table('plan_unplaced', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_unplaced_learner_id'))

    op.drop_table('plan_unplaced')
    with op.batch_alter_table('plan_lock', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_lock_provider_id'))

    op.drop_table('plan_lock')
    with op.batch_alter_table('plan_finding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_finding_learner_id'))

    op.drop_table('plan_finding')
    with op.batch_alter_table('plan_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_change_learner_id'))

    op.drop_table('plan_change')
    op.drop_table('keep_apart_member')
    with op.batch_alter_table('plan_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_run_provider_id'))

    op.drop_table('plan_run')
    with op.batch_alter_table('keep_apart', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_keep_apart_provider_id'))

    op.drop_table('keep_apart')
