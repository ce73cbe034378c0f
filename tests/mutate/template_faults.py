"""Faults in templates: a text that is not escaped, a condition the other way or always true."""

import re
from collections.abc import Iterator

from tests.mutate.fault import Fault

OUTPUT = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
CONDITION = re.compile(r"\{%-?\s*(?:el)?if\s+(.*?)\s*-?%\}", re.DOTALL)
#: Outputs that show a text which a person wrote, as far as one can see.
WRITTEN = re.compile(
    r"\|named|\.get\(|\btyped\b|\b(\w+\.)*(name|who|clerk|words|note|why|reason|comment|address|body|said|minutes|"
    r"difference|witness\w*|permit|place|text|title|excerpt|value)\b(?!\s*\()"
)
#: Calls of macros and ``_()``, with ``@`` for what stands in their brackets: what they give is markup already, escaped
#: inside. So is one of two such calls.
CALL = r"[\w.]+(?<!\.get)@"
MARKUP = re.compile(rf"^{CALL}( if .+ else {CALL})?$", re.DOTALL)
STRING, BRACKETS = re.compile(r"'[^']*'"), re.compile(r"\([^()]*\)")
#: Names that the program gives to what it stores.
LABELS = re.compile(
    r"^(rules\.)?(\w*NAMES|kinds|states|outcomes|call_outcomes|verdicts|roles|labels|faces|sources|marks|grounds|axes|"
    r"reasons|apart|weekdays|names)\b[\[.]|^labels\b|^(name|id|outcome_of_message|ending|value|words|title)(\|named)?$|^\{"
)
COMPARED = re.compile(r" (==|!=|<=|>=|<|>) ")
OTHER = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def faults(path: str, text: str) -> Iterator[Fault]:
    """Every fault that can be put into a template."""
    for found in OUTPUT.finditer(text):
        if WRITTEN.search(found[1]) and not _is_markup(found[1]) and not LABELS.search(found[1]):
            yield _fault(path, text, found, "escaping", f"({found[1]})|safe")
    for found in CONDITION.finditer(text):
        yield _fault(path, text, found, "condition", f"not ({found[1]})")
        yield _fault(path, text, found, "always", "true")
        for compared in COMPARED.finditer(found[1]):
            after = f"{found[1][: compared.start(1)]}{OTHER[compared[1]]}{found[1][compared.end(1) :]}"
            yield _fault(path, text, found, "comparison", after)


def _is_markup(output: str) -> bool:
    plain = STRING.sub("", output)
    while BRACKETS.search(plain):
        plain = BRACKETS.sub("@", plain)
    return MARKUP.search(plain) is not None


def _fault(path: str, text: str, found: re.Match[str], kind: str, after: str) -> Fault:
    start, end = found.span(1)
    return Fault(path, start, end, kind, text[start:end], after, text.count("\n", 0, start) + 1)
