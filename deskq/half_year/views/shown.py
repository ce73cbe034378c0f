"""A report in the form of its page, for the public version and, with all numbers, for staff."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from deskq.coding.rules.codes import AXES, NO_CAUSE, NOT_CODED
from deskq.coding.views import labels as coding_labels
from deskq.core.text.half_years import Half
from deskq.half_year.rules.findings import SUBJECT
from deskq.half_year.rules.pareto import Pareto, pareto
from deskq.half_year.rules.roll_up import REST
from deskq.half_year.rules.rolled_counts import released
from deskq.half_year.views import charts, labels
from deskq.half_year.views.charts import Drawing
from deskq.messages.rules.transitions import VERDICT_NAMES
from deskq.published.rules.suppression import TOTAL, Cell
from deskq.ratings.labels import count, percent
from deskq.web import i18n


@dataclass(frozen=True)
class Shown:
    """``content``: result of ``queries.content.public_content``."""

    content: Mapping[str, Any]

    @cached_property
    def half(self) -> Half:
        return Half(self.content["half"])

    @cached_property
    def table(self) -> dict[Cell, int | None]:
        return released(self.content["table"])

    @cached_property
    def subjects(self) -> dict[str, str]:
        """{code: name}."""
        return {row["code"]: labels.both(row) for row in self.content["subjects"]}

    @cached_property
    def cause_names(self) -> dict[str, str]:
        """{code: name} of the root causes, those that were put together as well."""
        own = {row["code"]: labels.both(row) for row in self.content.get("causes", ())}
        return {code: coding_labels.cause(code) for of_axis in AXES.values() for code in of_axis} | own

    def members(self, kind: str, code: str) -> list[str]:
        """Names of what was put together in a row ("subjects") or column ("causes"); none of a single one."""
        groups = self.content.get("tree", {}).get(kind, ())
        names = {one["code"]: labels.both(one) for group in groups for one in group["members"]}
        row: Mapping[str, Any] = next((row for row in self.content.get(kind, ()) if row["code"] == code), {})
        members = row.get("members", ())
        return [names.get(one, one) for one in members] if len(members) > 1 else []

    @cached_property
    def findings(self) -> list[dict[str, Any]]:
        """Each with its ``text``, and the name and count of each figure on which it rests."""
        found = []
        for one in self.content.get("findings", ()):
            figures = [self._figure(figure["kind"], figure["code"]) for figure in one["figures"]]
            found.append({"text": labels.both(one["text"]), "items": one["items"], "figures": figures})
        return found

    def _figure(self, kind: str, code: str) -> tuple[str, int | None]:
        if kind == SUBJECT:
            return self.subjects[code], self.table.get((code, TOTAL))
        return self.cause_names[code], self.table.get((TOTAL, code))

    @cached_property
    def has_visits(self) -> bool:
        """Whether there were visits that could be rated or measured."""
        return bool(self.content["satisfaction"]["visits"] != 0 or self.content["measured"]["called"] != 0)

    @cached_property
    def voices(self) -> Mapping[str, Any] | None:
        """What citizens said about answers and applications; None in older versions, and where there were none."""
        found = self.content.get("voices")
        if found is None or all(one["asked"] == 0 for one in (found["helped"], *found["questions"].values())):
            return None
        return cast(Mapping[str, Any], found)

    @cached_property
    def has_due(self) -> bool:
        """Whether an answer was due."""
        return any(numbers[TOTAL] != 0 for numbers in self.content["kept"].values())

    @cached_property
    def has_causes(self) -> bool:
        """Whether any item has a root cause, or is waiting for its code."""
        return any(column not in (NO_CAUSE, NOT_CODED) for column in self.columns)

    @cached_property
    def pareto(self) -> Pareto:
        return pareto(self.table, list(self.subjects), (NOT_CODED, NO_CAUSE))

    @cached_property
    def drawing(self) -> Drawing:
        bars = self.pareto.bars
        return charts.drawing(
            self.pareto,
            [self.subjects[bar.subject] for bar in bars],
            [count(bar.items) for bar in bars],
            [percent(bar.so_far) for bar in bars],
            mirrored=i18n.language() == "fa",
        )

    @cached_property
    def total(self) -> int | None:
        return self.table.get((TOTAL, TOTAL), 0)

    @cached_property
    def causes(self) -> list[tuple[str, int | None]]:
        """(root cause, items), the most frequent first and hidden ones last, without keys that are not causes."""
        found = [(cause, self.table[TOTAL, cause]) for cause in self._cause_codes
                 if (TOTAL, cause) in self.table and cause not in (NO_CAUSE, NOT_CODED)]  # fmt: skip
        return sorted(found, key=lambda one: (one[0].startswith(REST), one[1] is None, -(one[1] or 0)))

    @cached_property
    def columns(self) -> list[str]:
        """The causes that occur, in the order of their axes."""
        return [cause for cause in self._cause_codes if self.table.get((TOTAL, cause), 0) != 0]

    @cached_property
    def _cause_codes(self) -> list[str]:
        own = [row["code"] for row in self.content.get("causes", ())]
        return own or [*(cause for of_axis in AXES.values() for cause in of_axis), NOT_CODED]

    @cached_property
    def verdicts(self) -> dict[str, int | None]:
        """{verdict: complaints}: those with an answer in the order of their names, then the rest."""
        found = self.content["verdicts"]
        return {code: found[code] for code in dict.fromkeys((*VERDICT_NAMES, *found)) if code in found}

    @cached_property
    def promises(self) -> Counter[str]:
        """{outcome: promises of the previous report}."""
        return Counter(promise["outcome"] or "" for promise in self.content["promises"])

    @cached_property
    def answered(self) -> tuple[int, int] | None:
        """(answered by the promised date, due) of messages and applications together; None if one number is hidden."""
        kept, total = 0, 0
        for one in self.content["kept"].values():
            if one.get(TOTAL) is None or one.get("kept") is None:
                return None
            kept, total = kept + one["kept"], total + one[TOTAL]
        return (kept, total) if total else None

    @cached_property
    def lowest_axis(self) -> str | None:
        scores = {axis: score["score"] for axis, score in self.content["satisfaction"]["axes"].items() if score}
        return min(scores, key=lambda axis: scores[axis]) if scores else None

    @cached_property
    def hidden(self) -> int:
        """Number of hidden numbers of the table."""
        return sum(number is None for number in self.table.values())

    def cell(self, subject: str, cause: str) -> int | None:
        return self.table.get((subject, cause), 0)
