"""What a page says, as lines of text: its elements with the attributes that people or scripts notice, and its words."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import groupby

#: Attributes besides ``data-*`` and ``aria-*`` that are kept.
SHOWN = {
    "accept", "action", "alt", "autocomplete", "autofocus", "checked", "class", "colspan", "content",
    "datetime", "dir", "disabled", "download", "enctype", "for", "form", "formaction", "hidden", "href", "id",
    "inputmode", "lang", "loading", "max", "maxlength", "media", "method", "min", "multiple", "name", "open",
    "pattern", "placeholder", "popovertarget", "property", "readonly", "rel", "required", "role", "rowspan",
    "scope", "selected", "src", "tabindex", "target", "title", "type", "value",
}  # fmt: skip
#: What stands inside these says nothing in words.
LEFT_OUT = {"style", "template"}
#: A picture that needs libfribidi (``tests/published/test_page.py`` looks at these).
DRAWN = "meta property=og:image"
#: What each page has of its own around its content.
OWN = ("title ", "body", "meta property=")
#: {in which line the names of its files are: what stands in them}
FILES = {
    "sheets": re.compile(r"link rel=stylesheet .*href=/static/css/(\S+)\.css"),
    "scripts": re.compile(r"script .*src=/static/js/(\S+)\.js"),
}
#: They have no end, and nothing stands inside.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: {what differs from run to run: what is kept in its place}. A random secret holds small and capital letters.
RANDOM = {
    re.compile(r"(?<![A-Za-z0-9_-])(?=[a-z0-9_.-]*[A-Z])(?=[A-Z0-9_.-]*[a-z])[A-Za-z0-9_.-]{20,}"): "SECRET",
    re.compile(r"/static/[a-z0-9]+/"): "/static/",
    re.compile(r"\b\d{12}\b|\b\d{4}(?: \d{4}){2}\b|\b\d(?: \d){11}\b|\b\d{3} \d{3}\b"): "CODE",
    re.compile(r"\b[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{4}\b"): "PASSWORD",
    re.compile(r'"\d{4}"$', re.M): '"CODE"',
    re.compile(r"(?<=[:/-])[0-9a-f]{32}\b"): "PAPER",  # of a scanner's folder
    re.compile(r"(?<=/plan/)[0-9a-f]{40}\b"): "PICTURE",  # other dots where libfribidi is missing
    re.compile(r"(?<= name=revision value=)[0-9a-f]{16}\b"): "REVISION",
    re.compile(r"(?<= data-version=)[1-9]\d*"): "VERSION",  # counts every change of the demo office
    re.compile(r"(?<= data-call=)\d+"): "CALL",
}
#: The way from an error page to the start page of its reader (``tests/staff/test_error_page.py``).
START = re.compile(r"^( *a class=button data-kind=main href=)\S+(?= data-say=Home$)", re.M)
#: Fields whose values are random.
SECRETS = ("csrf_token", "csrf-token", "request_key", "key")
OPTIONS = 3  #: of a longer list that are kept
SPACES = re.compile(r"\s+")


def outline(html: str) -> list[str]:
    """The lines of a page or of a part of one. Each element is a line, indented under the one it stands in, with its
    words behind it; words after an element have a line of their own. A drawing has the name of its icon."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line for line in reader.lines if not line.lstrip().startswith(DRAWN)]
    return list(_shortened(settled("\n".join(lines)).split("\n"))) if lines else []


def around_and_content(html: str) -> tuple[list[str], list[str]]:
    """The lines around the content of a page, and those of its head and content. A part of a page is all content."""
    start, end = html.find("<main"), html.rfind("</main>")
    if start < 0 or end < 0:
        return [], outline(html)
    around = outline(html[:start] + html[end:])
    return around, [*_own(around), *outline(html[start:end])]


def _own(around: list[str]) -> Iterator[str]:
    """Of what is around a page its title, its body, what others show of it, and which sheets and scripts it has."""
    lines = [line.strip() for line in around]
    yield from (line for line in lines if line.startswith(OWN))
    for kind, named in FILES.items():
        if names := [found[1] for line in lines if (found := named.match(line))]:
            yield f"{kind} {' '.join(names)}"


def settled(lines: str) -> str:
    """The same without what is random in it, and without what every reader has of their own."""
    lines = START.sub(r"\1START", lines)
    for found, kept in RANDOM.items():
        lines = found.sub(kept, lines)
    return lines


def _shortened(lines: list[str]) -> Iterator[str]:
    """Of a long list of options the first ones, those that are chosen, and how many there are."""
    for is_option, run in groupby(lines, lambda line: line.lstrip().startswith("option ")):
        found = list(run)
        if not is_option or len(found) <= OPTIONS:
            yield from found
            continue
        chosen = [line for line in found[OPTIONS:] if " selected" in line]
        yield from [*found[:OPTIONS], *chosen, f"{found[0].partition('option')[0]}({len(found)} options)"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._inside: list[str] = []
        self._takes_words = False  #: the words that come are the first of the element of the last line

    def updatepos(self, _start: int, end: int) -> int:
        """Nobody asks for lines and columns of the page."""
        return end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "use":
            self.lines[-1] += f" #{(dict(attrs)['href'] or '').partition('#')[2]}"
        elif not self._is_left_out() and tag not in LEFT_OUT and not self._is_bare_shape(tag, attrs):
            self.lines.append(f"{' ' * len(self._inside)}{' '.join([tag, *_attributes(attrs)])}")
            self._takes_words = tag not in VOID
        if tag not in VOID:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
        self._takes_words = False

    def handle_data(self, data: str) -> None:
        words = SPACES.sub(" ", data).strip()
        if not words or self._is_left_out() or "script" in self._inside:
            return
        if self._takes_words:
            self.lines[-1] += f' "{words}"'
        else:
            self.lines.append(f'{" " * len(self._inside)}"{words}"')
        self._takes_words = False

    def _is_bare_shape(self, tag: str, attrs: list[tuple[str, str | None]]) -> bool:
        """A line or a group of a drawing about which nothing is said but where it is."""
        return "svg" in self._inside and tag not in ("title", "text", "tspan") and not any(_attributes(attrs))

    def _is_left_out(self) -> bool:
        return not LEFT_OUT.isdisjoint(self._inside)


def _attributes(attrs: list[tuple[str, str | None]]) -> Iterator[str]:
    is_secret = dict(attrs).get("name") in SECRETS
    for name, value in attrs:
        if name in ("value", "content") and is_secret:
            yield f"{name}=SECRET"
        elif (name in SHOWN or name.startswith(("data-", "aria-"))) and name != "data-say-key":  # a hash of the words
            yield name if not value else f"{name}={SPACES.sub(' ', value)}"
