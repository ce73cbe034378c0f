"""Which places of the directory a visitor means: every typed word begins a word of the place."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from deskq.core.text import persian

#: Words of questions that say nothing about the place.
QUESTION_WORDS = frozenset(
    persian.search_key(word)
    for text in (
        "کجا کجاست است اتاق طبقه کدام را می باید در به از چه واحد",
        "where is the room of a an do i to which floor find can my how what",
    )
    for word in text.split()
)


class Searched(Protocol):
    @property
    def searched(self) -> str: ...


S = TypeVar("S", bound=Searched)


def matching(places: Iterable[S], typed: str) -> Sequence[S]:
    """The places that have all typed words, in their order; without words of a question, if others are left."""
    words = [word for word in persian.search_key(typed).replace("؟", " ").replace("?", " ").split() if word]
    telling = [word for word in words if word not in QUESTION_WORDS] or words
    if not telling:
        return list(places)
    return [place for place in places if _has(persian.search_key(place.searched).split(), telling)]


def _has(words: Sequence[str], telling: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in telling)
