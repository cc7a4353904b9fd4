"""own words of employers."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

OUTCOMES = ('same_as', 'kept', 'not_one')
REPLIES = ('already_do', 'will_do', 'not_the_same', 'seen')


def upgrade() -> None:
    """Apply."""
    op.create_table('own_words_review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('employer_id', sa.Uuid(), nullable=False),
    sa.Column('words', sa.String(length=600), nullable=False),
    sa.Column('outcome', sa.Enum(*OUTCOMES, name='outcome', native_enum=False, length=40), nullable=False),
    sa.Column('adjustment', sa.String(length=40), nullable=True),
    sa.Column('why', sa.String(length=300), nullable=True),
    sa.Column('decided_by_id', sa.Uuid(), nullable=False),
    sa.Column('decided_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.Column('reply', sa.Enum(*REPLIES, name='reply', native_enum=False, length=40), nullable=True),
    sa.Column('replied_at', webapp.core.db.UTCDateTime(), nullable=True),
    sa.Column('replied_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("(outcome = 'same_as') = (adjustment IS NOT NULL)", name=op.f('ck_own_words_review_same_as_something')),
    sa.CheckConstraint("(outcome = 'not_one') = (why IS NOT NULL)", name=op.f('ck_own_words_review_says_why')),
    sa.CheckConstraint('(reply IS NULL) = (replied_at IS NULL)', name=op.f('ck_own_words_review_reply_is_whole')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_own_words_review_decided_by_id')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_own_words_review_employer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replied_by_id'], ['user.id'], name=op.f('fk_own_words_review_replied_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_words_review'))
    )
    with op.batch_alter_table('own_words_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_own_words_review_employer_id'), ['employer_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('own_words_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_own_words_review_employer_id'))

    op.drop_table('own_words_review')
