"""A service sheet made of the stages that a table names, for a service that deskq does not have as a sheet.

The application is opened, every stage of the table may then happen or not, in any order, and at last it is closed.
"""

from collections import defaultdict

from deskq.application_exchange.examine import Office
from deskq.application_exchange.rows import StageRow
from deskq.application_exchange.rules import fields
from deskq.application_exchange.rules.sheet import content_of, with_stages
from deskq.application_exchange.staging import Table
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from deskq.service_sheets.queries import CurrentSheet
from deskq.service_sheets.rules import content as content_rules
from deskq.service_sheets.rules.content import Content
from deskq.service_sheets.service import sheets as sheet_service

PIECE = 1000
NO_SERVICE = N_("To make a service sheet, please write the name of the service as one value for all rows.")
NO_UNIT = N_("Please choose the unit that does the stages of the new service sheet.")
MOST_STAGES = 58
TOO_MANY = N_("This table names more than 58 stages. A service sheet of its own must be written for it.")


def preview(office: Office, table: Table) -> None:
    """Let a check find the sheet as it would be made."""
    made = _content(office, table)
    if made is None:
        return
    code, content, found = made
    sheet = found.sheet if found else ServiceSheet(id=0, code=code)
    version = SheetVersion(id=-1, number=0, body=content_rules.written(content))
    current = CurrentSheet(sheet, version, content)
    office.sheets |= {code: current, persian.search_key(content.name.fa): current}


def make(office_id: int, by: str, table: Table) -> None:
    """Save the sheet, if one is wanted and what it says is new."""
    from deskq.application_exchange.service.carry_out import office_of

    if not table.layout.unit:
        return
    office = office_of(db.session(), office_id, table.now)
    office.read_sheets()
    made = _content(office, table)
    end_reading()
    if made is not None:
        code, content, found = made
        sheet_service.save(office_id, by, code, content, offered=found.sheet.offered if found else False)


def _content(office: Office, table: Table) -> tuple[str, Content, CurrentSheet | None] | None:
    """(code, content, the sheet that there is) of the sheet of the table; None where none is to be made or changed."""
    if not table.layout.unit or table.kind != fields.STAGES:
        return None
    if table.layout.unit not in office.units:
        raise InvalidInput({"unit": NO_UNIT})
    name = persian.clean(table.layout.same.get("service", ""))
    if not name:
        raise InvalidInput({"service": NO_SERVICE})
    stages = _stages(table)
    found = office.sheets.get(name) or office.sheets.get(persian.search_key(name))
    if found is None:
        code, content = content_of(name, stages, table.layout.unit)
    else:
        code, content = found.sheet.code, with_stages(found.content, stages, table.layout.unit)
        if content == found.content:
            return None
    if len(content.stages) > MOST_STAGES + 2:
        raise InvalidInput({"stage": TOO_MANY})
    return code, content, found


def _stages(table: Table) -> list[str]:
    """The names of all stages, ordered by their usual place in an application."""
    places: dict[str, list[int]] = defaultdict(list)
    for begin in range(0, len(table.groups), PIECE):
        for group in table.read(begin, begin + PIECE):
            rows = sorted((row for row in group.rows if isinstance(row, StageRow)), key=lambda row: row.at)
            for place, row in enumerate(rows):
                places[row.stage].append(place)
        if len(places) > 10 * MOST_STAGES:
            raise InvalidInput({"stage": TOO_MANY})
    return sorted(places, key=lambda name: (sum(places[name]) / len(places[name]), name))
