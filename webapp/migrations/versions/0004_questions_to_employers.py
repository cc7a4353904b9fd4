"""questions to employers."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

ANSWERS = ('already_do', 'will_do', 'can_with_help', 'cannot', 'not_sure')


def upgrade() -> None:
    """Apply."""
    op.create_table('employer_question',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider_id', sa.Uuid(), nullable=False),
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('offer_id', sa.Uuid(), nullable=False),
    sa.Column('cause', sa.String(length=60), nullable=False),
    sa.Column('cause_key', sa.String(length=100), nullable=False),
    sa.Column('adjustment', sa.String(length=40), nullable=True),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('asked_by_id', sa.Uuid(), nullable=False),
    sa.Column('asked_at', webapp.core.db.UTCDateTime(), nullable=False),
    sa.Column('answer', sa.Enum(*ANSWERS, name='adjustmentanswer', native_enum=False, length=40), nullable=True),
    sa.Column('cover_until', sa.Date(), nullable=True),
    sa.Column('note', sa.String(length=600), nullable=True),
    sa.Column('is_for_all', sa.Boolean(), nullable=False),
    sa.Column('answered_at', webapp.core.db.UTCDateTime(), nullable=True),
    sa.Column('answered_by_id', sa.Uuid(), nullable=True),
    sa.Column('seen_at', webapp.core.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_employer_question_answered_by_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['user.id'], name=op.f('fk_employer_question_asked_by_id')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_employer_question_learner_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_employer_question_offer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_employer_question_provider_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_question')),
    sa.UniqueConstraint('learner_id', 'offer_id', 'cause_key', name=op.f('uq_employer_question_learner_id_offer_id_cause_key'))
    )
    with op.batch_alter_table('employer_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_employer_question_offer_id'), ['offer_id'], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table('employer_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_employer_question_offer_id'))

    op.drop_table('employer_question')
