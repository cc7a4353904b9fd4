"""one kind of drafts."""

import sqlalchemy as sa
from alembic import op

import webapp.core.db

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What was typed in a draft of 30 days is of another form and goes."""
    with op.batch_alter_table('registration_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registration_draft_expires_at'))
    op.drop_table('registration_draft')


def downgrade() -> None:
    """Undo."""
    op.create_table(
        'registration_draft',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('pages', sa.JSON(), nullable=False),
        sa.Column('created_at', webapp.core.db.UTCDateTime(), nullable=False),
        sa.Column('saved_at', webapp.core.db.UTCDateTime(), nullable=False),
        sa.Column('expires_at', webapp.core.db.UTCDateTime(), nullable=False),
        sa.Column('employer_id', sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ['employer_id'], ['employer.id'], name=op.f('fk_registration_draft_employer_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_draft')),
        sa.UniqueConstraint('key_hash', name=op.f('uq_registration_draft_key_hash')),
    )
    with op.batch_alter_table('registration_draft', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_registration_draft_expires_at'), ['expires_at'], unique=False
        )
