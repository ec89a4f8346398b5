"""What the database itself refuses, whoever asks: triggers and constraints no model can declare.

A clash carries its guard's name (`room_overlap`, `append_only`), so that a command can turn it
into a refusal. Nothing leaves these tables, retention's rules neither: these erase words, no more.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

from participation.foundation.database import Model
from participation.papers.models import PaperRevision
from participation.papers.pictures.models import PaperPixels, RevisionPicture
from participation.people.consent.models import Assent, GuardianConsent

# Rows of these tables stay as they were written; with what makes a row of theirs the same row.
APPEND_ONLY: dict[str, tuple[str, ...]] = {
    "paper_revision": (
        "kept.id = NEW.id",
        "kept.paper_id = NEW.paper_id AND kept.number = NEW.number",
    ),
    "paper_pixels": ("kept.id = NEW.id",),
    "paper_revision_picture": (
        "kept.id = NEW.id",
        "kept.revision_id = NEW.revision_id AND kept.position = NEW.position",
    ),
    "audit_row": ("kept.id = NEW.id",),
    "concern": ("kept.id = NEW.id", "kept.once_hash = NEW.once_hash"),
    "concern_key": ("kept.id = NEW.id",),
    "concern_entry": ("kept.id = NEW.id",),
    "concern_alert": ("kept.concern_id = NEW.concern_id AND kept.step = NEW.step",),
    "concern_signature": ("kept.concern_id = NEW.concern_id AND kept.number = NEW.number",),
    "audit_seal": ("kept.position = NEW.position", "kept.row_id = NEW.row_id"),
}
# Of these tables a row's words or pixels can be erased, all of them at once, and nothing else of it
# changed.
ERASABLE: dict[str, tuple[str, ...]] = {
    PaperRevision.__tablename__: ("title", "body"),
    RevisionPicture.__tablename__: ("alt", "kind"),
    PaperPixels.__tablename__: ("content", "small"),
    GuardianConsent.__tablename__: ("note",),
}
# Rows of these tables end once, by this column, and stay as they were otherwise: an answer that
# somebody gave, with the words that were read, is history.
ENDS_ONCE = {model.__tablename__: model.__table__.columns for model in (GuardianConsent, Assent)}
END = "withdrawn_at"

# A concern is never sealed for whom it is kept from, whichever post she comes to hold.
KEPT_FROM = """
    SELECT 1 FROM concern JOIN safety_post ON safety_post.person_id = concern.kept_from
    WHERE concern.id = NEW.concern_id AND safety_post.id = NEW.post_id"""


def create(connection: Connection) -> None:
    """Every guard stands; the tables must be there, and none of the guards yet."""
    statements = _for_sqlite() if connection.dialect.name == "sqlite" else _for_postgresql()
    for statement in statements:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """No guard stands any more, whichever of them stood; tables may be changed now."""
    if connection.dialect.name == "sqlite":
        for name in _sqlite_triggers():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        return
    connection.exec_driver_sql(
        "ALTER TABLE IF EXISTS conference_session DROP CONSTRAINT IF EXISTS room_overlap"
    )
    for table in APPEND_ONLY:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_append_only_all ON {table}")
    for table in ENDS_ONCE:
        for name in ("ends_once", "kept", "kept_all"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_all_but_ending()")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_all_but_erasing()")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS erases_words(jsonb, jsonb, text[])")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_change()")
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS concern_key_kept_from ON concern_key")
    connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_kept_from()")


def _for_sqlite() -> list[str]:
    """Moments are kept as text of one form, so that comparing the text compares the time."""
    return [f"CREATE TRIGGER {name} {body}" for name, body in _sqlite_triggers().items()]


def _sqlite_triggers() -> dict[str, str]:
    overlap = """
        ON conference_session WHEN NOT NEW.is_always_now
        BEGIN
            SELECT RAISE(ABORT, 'room_overlap') WHERE EXISTS (
                SELECT 1 FROM conference_session AS other
                WHERE other.room_id = NEW.room_id AND other.id != NEW.id
                  AND NOT other.is_always_now
                  AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
            );
        END"""
    triggers = {
        "conference_session_room_overlap_insert": f"BEFORE INSERT {overlap}",
        "conference_session_room_overlap_update": (
            f"BEFORE UPDATE OF room_id, starts_at, ends_at, is_always_now {overlap}"
        ),
    }
    triggers["concern_key_kept_from"] = (
        f"BEFORE INSERT ON concern_key WHEN EXISTS ({KEPT_FROM}) "
        "BEGIN SELECT RAISE(ABORT, 'kept_from'); END"
    )
    refuse = "BEGIN SELECT RAISE(ABORT, 'append_only'); END"
    for table, same in APPEND_ONLY.items():
        triggers[f"{table}_append_only_update"] = (
            f"BEFORE UPDATE ON {table} {_unless_erasing(table)}{refuse}"
        )
        triggers[f"{table}_append_only_delete"] = f"BEFORE DELETE ON {table} {refuse}"
        # INSERT OR REPLACE would take the old row away without asking the trigger on DELETE.
        kept = " OR ".join(f"({condition})" for condition in same)
        triggers[f"{table}_append_only_replace"] = (
            f"BEFORE INSERT ON {table} WHEN EXISTS "  # noqa: S608 - names of our own tables
            f"(SELECT 1 FROM {table} AS kept WHERE {kept}) {refuse}"
        )
    for table, columns in ENDS_ONCE.items():
        others = ", ".join(column.name for column in columns if column.name != END)
        triggers[f"{table}_kept_update"] = (
            f"BEFORE UPDATE OF {others} ON {table} {_unless_erasing(table)}{refuse}"
        )
        triggers[f"{table}_ends_once"] = (
            f"BEFORE UPDATE OF {END} ON {table} WHEN OLD.{END} IS NOT NULL {refuse}"
        )
        triggers[f"{table}_kept_delete"] = f"BEFORE DELETE ON {table} {refuse}"
        triggers[f"{table}_kept_replace"] = (
            f"BEFORE INSERT ON {table} WHEN EXISTS "  # noqa: S608 - names of our own tables
            f"(SELECT 1 FROM {table} AS kept WHERE kept.id = NEW.id) {refuse}"
        )
    return triggers


def _unless_erasing(table: str) -> str:
    words = ERASABLE.get(table, ())
    if not words:
        return ""
    emptied = [f"NEW.{name} IN ('', x'')" for name in words]
    same = [
        f"NEW.{column.name} IS OLD.{column.name}"
        for column in Model.metadata.tables[table].columns
        if column.name not in words
    ]
    return f"WHEN ({' AND '.join([*emptied, *same])}) IS NOT TRUE "


def _for_postgresql() -> list[str]:
    statements = [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        """
        ALTER TABLE conference_session ADD CONSTRAINT room_overlap
        EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
        WHERE (NOT is_always_now)
        """,
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'append_only' USING ERRCODE = 'integrity_constraint_violation';
        END
        $$
        """,
        """
        CREATE FUNCTION erases_words(before jsonb, after jsonb, words text[]) RETURNS boolean
        LANGUAGE sql IMMUTABLE AS $$
            SELECT coalesce(bool_and(
                after ->> name = '' OR (after ->> name = '\\x' AND name IN ('content', 'small'))
            ), false) AND before - words = after - words
            FROM unnest(words) AS name
        $$
        """,
        """
        CREATE FUNCTION refuse_all_but_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND erases_words(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'append_only' USING ERRCODE = 'integrity_constraint_violation';
        END
        $$
        """,
    ]
    statements += [
        f"""
        CREATE FUNCTION refuse_kept_from() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS ({KEPT_FROM}) THEN
                RAISE EXCEPTION 'kept_from' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END
        $$
        """,
        """
        CREATE TRIGGER concern_key_kept_from BEFORE INSERT ON concern_key
        FOR EACH ROW EXECUTE FUNCTION refuse_kept_from()
        """,
    ]
    for table in APPEND_ONLY:
        each = f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        all_at_once = f"CREATE TRIGGER {table}_append_only_all BEFORE TRUNCATE ON {table}"
        words = ", ".join(f"'{name}'" for name in ERASABLE.get(table, ()))
        refuse = f"refuse_all_but_erasing({words})" if words else "refuse_change()"
        statements.append(f"{each} FOR EACH ROW EXECUTE FUNCTION {refuse}")
        statements.append(f"{all_at_once} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
    statements.append(
        """
        CREATE FUNCTION refuse_all_but_ending() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF erases_words(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV[1:]) THEN
                RETURN NEW;
            END IF;
            IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL
                OR to_jsonb(OLD) - TG_ARGV[0] IS DISTINCT FROM to_jsonb(NEW) - TG_ARGV[0]
            THEN
                RAISE EXCEPTION 'append_only' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END
        $$
        """
    )
    for table in ENDS_ONCE:
        arguments = ", ".join(f"'{name}'" for name in (END, *ERASABLE.get(table, ())))
        ends_once = f"CREATE TRIGGER {table}_ends_once BEFORE UPDATE ON {table}"
        each = f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}"
        all_at_once = f"CREATE TRIGGER {table}_kept_all BEFORE TRUNCATE ON {table}"
        statements += [
            f"{ends_once} FOR EACH ROW EXECUTE FUNCTION refuse_all_but_ending({arguments})",
            f"{each} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            f"{all_at_once} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        ]
    return statements
