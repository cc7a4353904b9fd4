"""letters."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

KINDS = ('employer_asked', 'employer_question', 'placement_cancelled')


def upgrade() -> None:
    """Apply."""
    op.create_table('letter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('employer_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='letterkind', native_enum=False, length=40), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('written_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.Column('posted_at', webapp.core.db.UTCDateTime(), nullable=True),
    sa.Column('posted_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_letter_employer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['posted_by_id'], ['user.id'], name=op.f('fk_letter_posted_by_id')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_letter_provider_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter')),
    sa.UniqueConstraint('kind', 'subject_id', name=op.f('uq_letter_kind_subject_id'))
    )
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_provider_id'), ['provider_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_provider_id'))

    op.drop_table('letter')
