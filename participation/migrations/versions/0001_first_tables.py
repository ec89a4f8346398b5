"""The first tables."""

# ruff: noqa: E501 - a condition stays in one piece

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_row",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=True),
        sa.Column("object_id", sa.String(length=40), nullable=True),
        sa.Column("session_id", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_row")),
    )
    op.create_table(
        "command_guard",
        sa.Column("command_id", sa.String(length=36), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.JSON(), nullable=True),
        sa.Column("used_on", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("command_id", "holder", name=op.f("pk_command_guard")),
    )
    op.create_table(
        "ending",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ending")),
    )
    op.create_index(op.f("ix_ending_at"), "ending", ["at"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("welcome", sa.JSON(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
    )
    op.create_table(
        "helpline",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("verified_by", sa.String(length=100), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helpline")),
        sa.UniqueConstraint("country", "number", name=op.f("uq_helpline_country_number")),
    )
    op.create_table(
        "key_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_mark")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_index(op.f("ix_organisation_country"), "organisation", ["country"], unique=False)

    op.create_table(
        "safe_person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("emergency_number", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safe_person")),
    )
    op.create_table(
        "topic_version",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "topic", name=op.f("pk_topic_version")),
    )
    op.create_table(
        "day",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_day_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day")),
        sa.UniqueConstraint("event_id", "date", name=op.f("uq_day_event_id_date")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_day_event_id_number")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("shown_name", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("organisation_id", sa.String(length=32), nullable=True),
        sa.Column("age_band", sa.String(length=5), nullable=True),
        sa.CheckConstraint("kind IN ('child', 'adult')", name=op.f("ck_person_kind")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("slug", name=op.f("uq_person_slug")),
    )
    op.create_table(
        "room",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_room_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("slug", name=op.f("uq_room_slug")),
    )
    op.create_table(
        "badge",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_badge_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("number", name=op.f("uq_badge_number")),
    )
    op.create_index(op.f("ix_badge_person_id"), "badge", ["person_id"], unique=False)

    op.create_table(
        "conference_session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("day_id", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("room_code", sa.String(length=8), nullable=False),
        sa.Column("is_always_now", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('plenary', 'workshop', 'closed')", name=op.f("ck_conference_session_kind")
        ),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_conference_session_ends_after_start")
        ),
        sa.CheckConstraint(
            "length(room_code) = 8", name=op.f("ck_conference_session_room_code_length")
        ),
        sa.ForeignKeyConstraint(["day_id"], ["day.id"], name=op.f("fk_conference_session_day_id")),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_conference_session_room_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_session")),
        sa.UniqueConstraint("room_code", name=op.f("uq_conference_session_room_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_conference_session_slug")),
    )
    op.create_index(
        op.f("ix_conference_session_day_id"), "conference_session", ["day_id"], unique=False
    )
    op.create_index(
        "ix_conference_session_room_time",
        "conference_session",
        ["room_id", "starts_at"],
        unique=False,
    )

    op.create_table(
        "demonstration_secret",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.String(length=60), nullable=False),
        sa.Column("passphrase", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_demonstration_secret_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_demonstration_secret")),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("room_id", sa.String(length=32), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pretend", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('audience', 'badge', 'screen')", name=op.f("ck_device_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_device_person_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_device_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_index(op.f("ix_device_person_id"), "device", ["person_id"], unique=False)

    op.create_table(
        "floor",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("live_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seat_person_id", sa.String(length=32), nullable=True),
        sa.Column("seat_device_id", sa.String(length=32), nullable=True),
        sa.Column("seat_epoch", sa.Integer(), nullable=False),
        sa.Column("seat_heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned','ready','open','live','paused','closing','closed','published','cancelled')",
            name=op.f("ck_floor_state"),
        ),
        sa.ForeignKeyConstraint(
            ["seat_device_id"], ["device.id"], name=op.f("fk_floor_seat_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["seat_person_id"], ["person.id"], name=op.f("fk_floor_seat_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_floor_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_floor")),
    )
    op.create_table(
        "membership",
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_membership_device_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_membership_session_id")
        ),
        sa.PrimaryKeyConstraint("device_id", "session_id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_session_id"), "membership", ["session_id"], unique=False)

    op.create_table(
        "pairing",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_pairing_device_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_pairing")),
        sa.UniqueConstraint("device_id", name=op.f("uq_pairing_device_id")),
    )
    op.create_table(
        "pairing_tries",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_pairing_tries_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_pairing_tries")),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=True),
        sa.Column("draft_title", sa.Text(), nullable=False),
        sa.Column("draft_body", sa.Text(), nullable=False),
        sa.Column("draft_language", sa.String(length=2), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("confirmed_revision_id", sa.String(length=32), nullable=True),
        sa.Column("reads_aloud", sa.String(length=20), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state != 'confirmed' OR confirmed_revision_id IS NOT NULL",
            name=op.f("ck_paper_confirmed_revision"),
        ),
        sa.CheckConstraint(
            "state IN ('draft','submitted','in_review','selected','confirmed','withdrawn')",
            name=op.f("ck_paper_state"),
        ),
        sa.CheckConstraint(
            "visibility IN ('authors','facilitators','room')", name=op.f("ck_paper_visibility")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_paper_author_id")),
        sa.ForeignKeyConstraint(
            ["confirmed_revision_id"],
            ["paper_revision.id"],
            name=op.f("fk_paper_confirmed_revision_id"),
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_paper_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_author_id"), "paper", ["author_id"], unique=False)
    op.create_index(op.f("ix_paper_session_id"), "paper", ["session_id"], unique=False)
    op.create_index(op.f("ix_paper_state"), "paper", ["state"], unique=False)

    op.create_table(
        "presence",
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_presence_device_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_presence_session_id")
        ),
        sa.PrimaryKeyConstraint("device_id", "session_id", name=op.f("pk_presence")),
        sa.UniqueConstraint(
            "session_id", "device_id", name=op.f("uq_presence_session_id_device_id")
        ),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("asker", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name_as", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("cleared_by", sa.String(length=32), nullable=True),
        sa.Column("chosen_by", sa.String(length=32), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('sent','cleared','shortlisted','on_stage','answered','stopped','later','declined','taken_back')",
            name=op.f("ck_question_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('cleared','shortlisted','on_stage','answered') OR cleared_by IS NOT NULL",
            name=op.f("ck_question_first_key"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('shortlisted','on_stage','answered') OR chosen_by IS NOT NULL",
            name=op.f("ck_question_second_key"),
        ),
        sa.ForeignKeyConstraint(["chosen_by"], ["person.id"], name=op.f("fk_question_chosen_by")),
        sa.ForeignKeyConstraint(["cleared_by"], ["person.id"], name=op.f("fk_question_cleared_by")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_question_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_asker"), "question", ["asker"], unique=False)
    op.create_index("ix_question_session_state", "question", ["session_id", "state"], unique=False)
    op.create_index(
        "uq_question_on_stage",
        "question",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("state = 'on_stage'"),
        postgresql_where=sa.text("state = 'on_stage'"),
    )
    op.create_index(
        "uq_question_open",
        "question",
        ["session_id", "asker"],
        unique=True,
        sqlite_where=sa.text("state IN ('sent', 'cleared', 'shortlisted', 'on_stage')"),
        postgresql_where=sa.text("state IN ('sent', 'cleared', 'shortlisted', 'on_stage')"),
    )

    op.create_table(
        "role_grant",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_role_grant_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(op.f("ix_role_grant_person_id"), "role_grant", ["person_id"], unique=False)

    op.create_table(
        "wall",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("blank", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_wall_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_wall")),
    )
    op.create_table(
        "paper_revision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("written_by", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_paper_revision_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_paper_revision_written_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_revision")),
        sa.UniqueConstraint("paper_id", "number", name=op.f("uq_paper_revision_paper_id_number")),
    )
    op.create_table(
        "support",
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_support_question_id")
        ),
        sa.PrimaryKeyConstraint("question_id", "holder", name=op.f("pk_support")),
    )
    op.create_table(
        "paper_yes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_yes_person_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["paper_revision.id"], name=op.f("fk_paper_yes_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_yes")),
    )
    op.create_index(
        "uq_paper_yes_present",
        "paper_yes",
        ["revision_id", "person_id", "visibility"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "run_sheet_item",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("cue", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("revision_id", sa.String(length=32), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned','current','done','parked','skipped')",
            name=op.f("ck_run_sheet_item_state"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["paper_revision.id"], name=op.f("fk_run_sheet_item_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_run_sheet_item_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_sheet_item")),
        sa.UniqueConstraint(
            "session_id", "position", name=op.f("uq_run_sheet_item_session_id_position")
        ),
    )
    op.create_index(
        "uq_run_sheet_item_current",
        "run_sheet_item",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )

    op.create_table(
        "poll",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("instant", sa.String(length=12), nullable=True),
        sa.Column("electorate", sa.String(length=12), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("again_of", sa.String(length=32), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("put_away", sa.Boolean(), nullable=False),
        sa.CheckConstraint("electorate IN ('everyone')", name=op.f("ck_poll_electorate")),
        sa.CheckConstraint("kind IN ('single')", name=op.f("ck_poll_kind")),
        sa.CheckConstraint(
            "state IN ('draft','ready','open','closing','counted','revealed','void')",
            name=op.f("ck_poll_state"),
        ),
        sa.ForeignKeyConstraint(["again_of"], ["poll.id"], name=op.f("fk_poll_again_of")),
        sa.ForeignKeyConstraint(["item_id"], ["run_sheet_item.id"], name=op.f("fk_poll_item_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["conference_session.id"], name=op.f("fk_poll_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sa.UniqueConstraint("again_of", name="uq_poll_again_of"),
    )
    op.create_index(op.f("ix_poll_session_id"), "poll", ["session_id"], unique=False)
    op.create_index(
        "uq_poll_under_way",
        "poll",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'closing')"),
        postgresql_where=sa.text("state IN ('open', 'closing')"),
    )

    op.create_table(
        "poll_option",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("poll_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_option_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_option")),
        sa.UniqueConstraint("poll_id", "position", name=op.f("uq_poll_option_poll_id_position")),
    )
    op.create_table(
        "voter",
        sa.Column("poll_id", sa.String(length=32), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("option_id", sa.String(length=32), nullable=True),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["option_id"], ["poll_option.id"], name=op.f("fk_voter_option_id")),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_voter_poll_id")),
        sa.PrimaryKeyConstraint("poll_id", "holder", name=op.f("pk_voter")),
    )
    op.create_index(
        "uq_role_grant_present",
        "role_grant",
        ["person_id", "role", sa.literal_column("coalesce(session_id, '')")],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    if op.get_bind().dialect.name != "sqlite":
        # Paper and revision refer to each other: SQLite wrote this reference with the table.
        op.create_foreign_key(
            "fk_paper_confirmed_revision_id",
            "paper",
            "paper_revision",
            ["confirmed_revision_id"],
            ["id"],
        )


def downgrade() -> None:
    raise RuntimeError("nothing was before the first tables; empty the database instead")
