"""A name can be with the safety team, and what a child wrote is kept whole, however long it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

OF_A_PERSON = {
    "kind": "kind IN ('child', 'adult')",
    "dial": "dial IN ('my_name','chosen_name','only_idea','nothing')",
    "first_name_first_key": (
        "(first_name_cleared IS NULL) = (first_name_cleared_by IS NULL) "
        "AND (first_name_cleared IS NULL) = (first_name_cleared_at IS NULL)"
    ),
    "first_name_read_by_another": "first_name_cleared_by <> first_name_typed_by",
    "first_name_stopped_says_why": (
        "(first_name_stopped IS NULL) = (first_name_stopped_for IS NULL)"
    ),
    "first_name_cleared_or_stopped": "first_name_stopped IS NULL OR first_name_cleared IS NULL",
    "first_name_stopped_for": "first_name_stopped_for IN ('personal_details','unkind')",
    "first_name_held_without_words": "first_name_held_at IS NULL OR first_name IS NULL",
}
OF_A_WISH = {
    "first_key": "state NOT IN ('cleared','stopped') OR cleared_by IS NOT NULL",
    "stopped_says_why": "(state = 'stopped') = (reason IS NOT NULL)",
    "state": "state IN ('waiting','cleared','stopped','left','held')",
    "held_without_words": "state <> 'held' OR (proposed_name = '' AND cleared_by IS NULL)",
}
# Columns that took so many letters, and take all now.
WHOLE = {
    "reason_text": {"text": 120, "cleared_text": 120, "chosen_text": 120},
    "cloud_word": {"text": 30, "cleared_text": 30},
    "said_word": {"text": 30},
    "cleared_word": {"text": 30},
}
KEPT = {
    "reason_text": {
        "state": "state IN ('sent','cleared','stopped','taken_back','held')",
        "first_key": "state <> 'cleared' "
        "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
        "second_key": "chosen_by IS NULL OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL "
        "AND chosen_text IS NOT NULL AND cleared_text = text AND chosen_text = text)",
        "not_her_own_words": "cleared_by IS NULL OR cleared_by <> writer_id",
        "two_people": "chosen_by IS NULL OR cleared_by IS NULL OR chosen_by <> cleared_by",
        "held_without_words": "state <> 'held' "
        "OR (text = '' AND cleared_text IS NULL AND chosen_text IS NULL)",
    },
    "cloud_word": {
        "state": "state IN ('waiting','cleared','stopped','held','run_out')",
        "first_key": "state <> 'cleared' OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL "
        "AND cleared_text = text)",
        "second_key": "place IS NULL OR state = 'cleared'",
        "gone_without_words": "state NOT IN ('held','run_out') OR (text = '' AND spelled IS NULL "
        "AND cleared_text IS NULL)",
    },
}


def upgrade() -> None:
    # On SQLite a table is copied, which leaves every check behind.
    is_copied = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("first_name_held_at", sa.DateTime(timezone=True)))
        for name, condition in OF_A_PERSON.items():
            if is_copied or name == "first_name_held_without_words":
                person.create_check_constraint(op.f(f"ck_person_{name}"), condition)
    with op.batch_alter_table("name_wish") as wish:
        wish.add_column(
            sa.Column("wisher_left", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        wish.alter_column("proposed_name", existing_type=sa.String(60), type_=sa.Text())
        if not is_copied:
            wish.drop_constraint(op.f("ck_name_wish_state"), type_="check")
        for name, condition in OF_A_WISH.items():
            if is_copied or name in ("state", "held_without_words"):
                wish.create_check_constraint(op.f(f"ck_name_wish_{name}"), condition)
    for name, columns in WHOLE.items():
        with op.batch_alter_table(name) as table:
            for column, letters in columns.items():
                table.alter_column(column, existing_type=sa.String(letters), type_=sa.Text())
            for check, condition in KEPT.get(name, {}).items() if is_copied else ():
                table.create_check_constraint(op.f(f"ck_{name}_{check}"), condition)
