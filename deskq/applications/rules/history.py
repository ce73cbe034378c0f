"""The graph of an application as its journal keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deskq.applications.rules import progress


@dataclass(frozen=True, slots=True)
class GraphNode:
    code: str
    after: tuple[str, ...]
    kind: str
    optional: bool


def graph_text(nodes: Iterable[progress.Node]) -> str:
    """``inspection<opening``: each stage with those before it; ``?`` optional, ``~kind`` waits for somebody else."""
    return " ".join(
        one.code
        + ("?" if one.optional else "")
        + (f"~{one.kind}" if one.kind != "work" else "")
        + ("<" + "+".join(one.after) if one.after else "")
        for one in nodes
    )


def graph_of(text: str) -> tuple[GraphNode, ...]:
    """The nodes that ``graph_text`` wrote."""
    found = []
    for one in text.split():
        name, _, before = one.partition("<")
        name, _, kind = name.partition("~")
        nodes = tuple(before.split("+")) if before else ()
        found.append(GraphNode(name.rstrip("?"), nodes, kind or "work", name.endswith("?")))
    return tuple(found)


def states_text(stages: Mapping[str, str]) -> str:
    """``opening=done inspection=here``."""
    return " ".join(f"{code}={state}" for code, state in stages.items())


def states_of(text: str) -> dict[str, str]:
    """The states that ``states_text`` wrote."""
    pairs = (one.partition("=") for one in text.split())
    return {code: state for code, _, state in pairs}
