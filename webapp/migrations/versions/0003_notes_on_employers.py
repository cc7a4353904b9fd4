"""notes on employers."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

WAYS = ('phone', 'email', 'visit', 'meeting', 'event', 'letter', 'thanks')


def upgrade() -> None:
    """Apply."""
    op.create_table('contact_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('employer_id', sa.Uuid(), nullable=False),
    sa.Column('staff_id', sa.Uuid(), nullable=False),
    sa.Column('spoke_with', sa.String(length=120), nullable=False),
    sa.Column('way', sa.Enum(*WAYS, name='way', native_enum=False, length=40), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('said', sa.String(length=2000), nullable=False),
    sa.Column('next_action', sa.String(length=200), nullable=True),
    sa.Column('next_owner_id', sa.Uuid(), nullable=True),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('done_at', webapp.core.db.UTCDateTime(), nullable=True),
    sa.Column('written_by_id', sa.Uuid(), nullable=False),
    sa.Column('written_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint('(next_action IS NULL) = (next_on IS NULL) AND (next_action IS NULL) = (next_owner_id IS NULL)', name=op.f('ck_contact_note_next_is_whole')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_contact_note_employer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['next_owner_id'], ['user.id'], name=op.f('fk_contact_note_next_owner_id')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_contact_note_provider_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['user.id'], name=op.f('fk_contact_note_staff_id')),
    sa.ForeignKeyConstraint(['written_by_id'], ['user.id'], name=op.f('fk_contact_note_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_note'))
    )
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_note_provider_id_employer_id'), ['provider_id', 'employer_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('contact_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contact_note_provider_id_employer_id'))

    op.drop_table('contact_note')
