"""Names and codes of what the rows of a report of applications are about."""

from collections.abc import Hashable, Mapping
from typing import cast

from sqlalchemy.orm import Session

from deskq.core.text.names import Name
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.queries import CurrentSheet
from deskq.units import queries as unit_queries
from deskq.units.models import Unit


class Names:
    """Sheets, stages and units of one office. A stage that its sheet no longer has is called by its code."""

    def __init__(self, session: Session, office_id: int) -> None:
        self.sheets: Mapping[int, CurrentSheet] = {
            one.sheet.id: one for one in sheet_queries.sheets(session, office_id)
        }
        self.units: Mapping[int, Unit] = {one.id: one for one in unit_queries.units(session, office_id)}
        self.sheet_order = {key: place for place, key in enumerate(self.sheets)}

    def sheet(self, key: int) -> Name:
        return self.sheets[key].content.name

    def stage(self, sheet_id: int, code: str) -> Name:
        stages = self.sheets[sheet_id].content.stages
        return next((one.name for one in stages if one.code == code), Name(code, code))

    def parts(self, by: str, key: Hashable) -> tuple[Name, Name | None]:
        """The name of a unit; of a stage its name and that of its service."""
        if by == "unit":
            return self.units[cast(int, key)].name, None
        sheet_id, code = cast(tuple[int, str], key)
        return self.stage(sheet_id, code), self.sheet(sheet_id)

    def code(self, by: str, key: Hashable) -> str:
        """As the API calls it: code of a service or unit, ``service/stage``."""
        if by == "service":
            return self.sheets[cast(int, key)].sheet.code
        if by == "unit":
            return self.units[cast(int, key)].code
        sheet_id, code = cast(tuple[int, str], key)
        return f"{self.sheets[sheet_id].sheet.code}/{code}"
