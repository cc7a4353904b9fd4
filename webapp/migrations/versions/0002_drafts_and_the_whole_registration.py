"""drafts and the whole registration."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

YES_NO = sa.Enum('yes', 'no', 'not_sure', name='yesnonotsure', native_enum=False, length=40)
TOLD = sa.Enum(
    'yes', 'not_yet', 'not_needed', 'not_sure', name='insurertold', native_enum=False, length=40
)
AVAILABILITY = sa.Enum(
    'yes', 'maybe', 'not_now', 'ask_later', name='availability', native_enum=False, length=40
)
GEAR = sa.Enum(
    'employer', 'setting', 'learner', 'not_needed', 'not_sure',
    name='protectivegearfrom', native_enum=False, length=40,
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        'draft',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('owner_id', sa.Uuid(), nullable=True),
        sa.Column('part', sa.String(length=80), nullable=False),
        sa.Column('parent_id', sa.Uuid(), nullable=True),
        sa.Column('pages', sa.JSON(), nullable=False),
        sa.Column('saved_at_version', sa.JSON(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('base', sa.String(length=64), nullable=False),
        sa.Column('created_at', webapp.core.db.UTCDateTime(), nullable=False),
        sa.Column('saved_at', webapp.core.db.UTCDateTime(), nullable=False),
        sa.Column('saved_by_id', sa.Uuid(), nullable=True),
        sa.Column('expires_at', webapp.core.db.UTCDateTime(), nullable=False),
        sa.Column('result_id', sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_draft')),
        sa.UniqueConstraint('kind', 'owner_id', 'part', name=op.f('uq_draft_kind_owner_id_part')),
    )
    op.create_index(op.f('ix_draft_expires_at'), 'draft', ['expires_at'])
    op.create_table(
        'draft_key',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('draft_id', sa.Uuid(), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ['draft_id'], ['draft.id'], name=op.f('fk_draft_key_draft_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_key')),
        sa.UniqueConstraint('key_hash', name=op.f('uq_draft_key_key_hash')),
    )
    op.create_index(op.f('ix_draft_key_draft_id'), 'draft_key', ['draft_id'])
    with op.batch_alter_table('employer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('insurer_told', TOLD, nullable=True))
        batch_op.add_column(
            sa.Column('availability', AVAILABILITY, nullable=False, server_default='yes')
        )
        batch_op.add_column(sa.Column('availability_reason', sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column('availability_until', sa.Date(), nullable=True))
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.add_column(sa.Column('best_time', sa.String(length=60), nullable=True))
    with op.batch_alter_table('site', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_stop_near', YES_NO, nullable=True))
        batch_op.add_column(sa.Column('nearest_stop', sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column('walk_metres', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('lunch', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('dress_feel', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('ppe_from', GEAR, nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('site', schema=None) as batch_op:
        for name in (
            'ppe_from', 'dress_feel', 'lunch', 'walk_metres', 'nearest_stop', 'is_stop_near'
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.drop_column('best_time')
    with op.batch_alter_table('employer', schema=None) as batch_op:
        for name in (
            'availability_until', 'availability_reason', 'availability', 'insurer_told'
        ):
            batch_op.drop_column(name)
    op.drop_table('draft_key')
    op.drop_table('draft')
