"""Applications as their journal alone tells them: the graph each began with, then verb by verb."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deskq.applications.events import (
    ApplicationCall,
    ApplicationDocuments,
    ApplicationFiles,
    ApplicationImported,
    ApplicationMoved,
    ApplicationOpened,
    ApplicationTakenBack,
)
from deskq.applications.rules import progress
from deskq.applications.rules.history import GraphNode, graph_of, states_of
from deskq.applications.rules.progress import Progress


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``due``: microseconds; ``missing``: codes of documents not handed in yet; ``sent``: of those for which the
    applicant sent files that nobody has looked at; ``call``: a wish to be called back is open."""

    progress: Progress
    due: int
    missing: frozenset[str]
    sent: frozenset[str] = frozenset()
    call: bool = False


def rebuild(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[int, Rebuilt]:
    """{application: as it is after these entries of the journal}; entries of other kinds are passed over."""
    graphs: dict[int, tuple[GraphNode, ...]] = {}
    found: dict[int, Rebuilt] = {}
    for kind, event in entries:
        if kind == ApplicationOpened.kind:
            nodes = graphs[event["application"]] = graph_of(event["graph"])
            missing = frozenset(event["missing"].split())
            found[event["application"]] = Rebuilt(progress.begin(nodes, bool(missing)), event["due"], missing)
        elif kind == ApplicationMoved.kind:
            key = event["application"]
            before = found[key]
            after = progress.apply(graphs[key], before.progress, event["verb"], event["stage"])
            found[key] = replace(before, progress=after, due=event["due"] or before.due)
        elif kind == ApplicationTakenBack.kind:
            key = event["application"]
            restored = Progress(event["state"], states_of(event["stages"]), event["objected"])
            found[key] = replace(found[key], progress=restored, due=event["due"])
        elif kind == ApplicationImported.kind:
            key = event["application"]
            graphs[key] = graph_of(event["graph"])
            found[key] = _imported(found.get(key), event)
        elif kind == ApplicationDocuments.kind:
            key = event["application"]
            missing, received = frozenset(event["missing"].split()), frozenset(event["received"].split())
            found[key] = replace(found[key], missing=missing, sent=found[key].sent - received)
        elif kind == ApplicationFiles.kind:
            key, named = event["application"], {event["document"]}
            sent = found[key].sent | named if event["verb"] == "send" else found[key].sent - named
            found[key] = replace(found[key], sent=sent)
        elif kind == ApplicationCall.kind:
            key = event["application"]
            found[key] = replace(found[key], call=event["verb"] == "ask")
    return found


def _imported(before: Rebuilt | None, event: Mapping[str, Any]) -> Rebuilt:
    objected = before is not None and before.progress.objected
    now = Progress(event["state"], states_of(event["stages"]), objected)
    if before is None:
        return Rebuilt(now, event["due"], frozenset())
    return replace(before, progress=now, due=event["due"])
