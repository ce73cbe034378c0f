"""What a sheet says about its result and about money paid. Versions of before have none of it, so only the way back has
something to do: the release before reads no version with these fields."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0134"
down_revision = "0133"
branch_labels = None
depends_on = None

FIELDS = ("refund", "handover", "keep_days", "valid_for", "valid_unit", "validity")
VERSIONS = sa.table("service_sheet_version", sa.column("id", sa.Integer), sa.column("body", sa.Text))


def upgrade() -> None:
    pass


def downgrade() -> None:
    connection = op.get_bind()
    for version_id, text in connection.execute(sa.select(VERSIONS.c.id, VERSIONS.c.body)).all():
        body = json.loads(text)
        kept = {name: value for name, value in body.items() if name not in FIELDS}
        if kept != body:
            written = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            connection.execute(VERSIONS.update().where(VERSIONS.c.id == version_id).values(body=written))
