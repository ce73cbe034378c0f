"""An office with many applications of three years, written straight into its tables: ten stages each on average, with
their histories and kept figures. Three in a hundred are still open."""

from datetime import timedelta

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.core import clock
from deskq.core.db.engine import EPOCH, MICROSECOND
from deskq.core.text import jalali
from deskq.messages import tracking_code
from deskq.service_sheets import queries as sheet_queries
from deskq.units import queries as unit_queries

#: With thirteen and with seven stages.
SHEETS = ("building_permit", "notary_clearance")
LENGTH = timedelta(days=3 * 365)
DAY = timedelta(days=1) // MICROSECOND
#: Applications with a code that the tracking page takes.
TRACKED = 200

HELPERS = (
    "CREATE TEMPORARY TABLE load_day (number BIGINT PRIMARY KEY, day INTEGER)",
    "CREATE TEMPORARY TABLE load_stage (sheet INTEGER, place INTEGER, code VARCHAR(40), unit INTEGER,"
    " came_from VARCHAR(1000), PRIMARY KEY (sheet, place))",
)
#: Application i of :many: of a sheet in turn, opened evenly over the years, answered after ten to forty days.
APPLICATIONS = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many),
    a AS (
        SELECT i, CASE WHEN i % 2 = 0 THEN :even ELSE :odd END AS sheet,
            CASE WHEN i % 2 = 0 THEN :even_version ELSE :odd_version END AS version,
            i > :many - :many * 3 / 100 AS live, :begins + i * CAST(:every AS bigint) AS opened,
            CAST(:a_day AS bigint) * (10 + i * 7919 % 31) AS lasts, CAST(:a_day AS bigint) * 22 AS promised
        FROM n
    )
    INSERT INTO application (id, office_id, code, request_key, sheet_id, version_id, language, state, objected,
        taken_by_id, file_number, parcel_code, day, opened_at, first_due_at, amber_at, red_at, due_at, ended_at, turn)
    SELECT i, :office, CAST(i AS varchar), 'load ' || CAST(i AS varchar), sheet, version, 'fa',
        CASE WHEN live THEN 'open' WHEN i % 10 = 0 THEN 'refused' WHEN i % 25 = 1 THEN 'withdrawn' ELSE 'finished' END,
        FALSE, :person, '', CAST(i % 9000 AS varchar), d.day, opened, opened + promised, opened + promised / 2,
        opened + promised * 3 / 4, opened + promised, CASE WHEN live THEN NULL ELSE opened + lasts END, 12
    FROM a JOIN load_day d ON d.number = opened / CAST(:a_day AS bigint)
"""
PLACE = "(CASE WHEN a.state = 'open' THEN a.id % 7 ELSE 99 END)"
STAGES = f"""
    INSERT INTO application_stage (application_id, position, code, unit_id, state, begun_at, amber_at, red_at, due_at,
        ended_at, person_id, bill_number, payment_id, reference)
    SELECT a.id, s.place, s.code, s.unit,
        CASE WHEN s.place < {PLACE} THEN 'done' WHEN s.place = {PLACE} THEN 'here' ELSE 'to_come' END,
        CASE WHEN s.place <= {PLACE} THEN a.opened_at + s.place * CAST(:a_day AS bigint) END,
        CASE WHEN s.place <= {PLACE} THEN a.amber_at END, CASE WHEN s.place <= {PLACE} THEN a.red_at END,
        CASE WHEN s.place <= {PLACE} THEN a.due_at END,
        CASE WHEN s.place < {PLACE} THEN a.opened_at + (s.place + 1) * CAST(:a_day AS bigint) END,
        CASE WHEN s.place < {PLACE} THEN :person END, '', '', ''
    FROM application a JOIN load_stage s ON s.sheet = a.sheet_id
"""
OPENINGS = """
    INSERT INTO application_step (application_id, at, verb, stage, person_id, "by", due_at, words, note)
    SELECT id, opened_at, 'open', '', :person, 'person:1', first_due_at, '', '' FROM application
"""
STEPS = """
    INSERT INTO application_step (application_id, at, verb, stage, person_id, "by", words, note)
    SELECT application_id, ended_at, 'complete', code, :person, 'person:1', '', ''
    FROM application_stage WHERE state = 'done' ORDER BY application_id, position
"""
STAGE_TIMES = """
    INSERT INTO application_stage_time (application_id, office_id, sheet_id, unit_id, code, came_from, day, how,
        town, applicant, outside)
    SELECT t.application_id, :office, a.sheet_id, t.unit_id, t.code, s.came_from, d.day, 'done',
        (t.application_id * 31 + t.position * 7) % 9, CASE WHEN t.application_id % 13 = 0 THEN 3 ELSE 0 END,
        CASE WHEN t.application_id % 17 = 0 THEN 5 ELSE 0 END
    FROM application_stage t JOIN application a ON a.id = t.application_id
        JOIN load_stage s ON s.sheet = a.sheet_id AND s.place = t.position
        JOIN load_day d ON d.number = t.ended_at / CAST(:a_day AS bigint)
    WHERE t.state = 'done'
"""
ENDINGS = """
    INSERT INTO application_ending (application_id, office_id, sheet_id, day, how, missing, in_first, in_latest,
        extensions, visits, units, whole, town, applicant, outside)
    SELECT a.id, :office, a.sheet_id, d.day, a.state, a.id % 4 = 0, a.ended_at <= a.due_at, a.ended_at <= a.due_at,
        CASE WHEN a.id % 8 = 0 THEN 1 ELSE 0 END, 1 + a.id % 2, 5, 10 + a.id * 7919 % 31, a.id * 31 % 40,
        CASE WHEN a.id % 13 = 0 THEN 3 ELSE 0 END, CASE WHEN a.id % 17 = 0 THEN 5 ELSE 0 END
    FROM application a JOIN load_day d ON d.number = a.ended_at / CAST(:a_day AS bigint) WHERE a.ended_at IS NOT NULL
"""
DOCUMENTS = """
    INSERT INTO application_document (application_id, code, name_fa, name_en, received_at)
    SELECT id, 'deed', 'سند مالکیت', 'Deed', opened_at FROM application
"""
APPLICANTS = """
    INSERT INTO application_applicant (application_id, kind, name, phone, national_id, deed, texts)
    SELECT id, 'owner', '', '', '', '', FALSE FROM application
"""
PARTS = (APPLICATIONS, STAGES, OPENINGS, STEPS, STAGE_TIMES, ENDINGS, DOCUMENTS, APPLICANTS)


def write(session: Session, office_id: int, person_id: int, many: int) -> int:
    """Write so many applications into an office without any; returns how many stages they have."""
    connection = session.connection()
    begins = (clock.now() - LENGTH - EPOCH) // MICROSECOND
    sheets = {code: sheet_queries.sheet(session, office_id, code) for code in SHEETS}
    values = {
        "office": office_id, "person": person_id, "many": many, "begins": begins, "a_day": DAY,
        "every": (LENGTH // MICROSECOND - DAY) // many, "even": sheets[SHEETS[0]].sheet.id,
        "odd": sheets[SHEETS[1]].sheet.id, "even_version": sheets[SHEETS[0]].version.id,
        "odd_version": sheets[SHEETS[1]].version.id,
    }  # fmt: skip
    _helpers(connection, session, office_id, begins)
    for statement in PARTS:
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        connection.execute(text(statement), used)
    for name in ("load_day", "load_stage"):
        connection.execute(text(f"DROP TABLE {name}"))
    for application_id in range(1, min(TRACKED, many) + 1):
        session.get_one(Application, many + 1 - application_id).code = tracking_code.new()
    session.commit()
    return session.scalar(text("SELECT count(*) FROM application_stage")) or 0


def _helpers(connection: Connection, session: Session, office_id: int, begins: int) -> None:
    for statement in HELPERS:
        connection.execute(text(statement))
    first = (EPOCH + begins * MICROSECOND).date()
    days = [
        {"number": begins // DAY + past, "day": jalali.day_number(first + timedelta(days=past))}
        for past in range(LENGTH.days + 90)
    ]
    connection.execute(text("INSERT INTO load_day (number, day) VALUES (:number, :day)"), days)
    units = {one.code: one.id for one in unit_queries.units(session, office_id)}
    stages = [
        {"sheet": found.sheet.id, "place": place, "code": one.code, "unit": units[one.unit],
         "came_from": " ".join(one.after)}
        for found in (sheet_queries.sheet(session, office_id, code) for code in SHEETS)
        for place, one in enumerate(found.content.stages)
    ]  # fmt: skip
    into = "INSERT INTO load_stage (sheet, place, code, unit, came_from)"
    connection.execute(text(f"{into} VALUES (:sheet, :place, :code, :unit, :came_from)"), stages)
