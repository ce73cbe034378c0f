"""Whether two typed addresses name the same street. Pure functions."""

from functools import lru_cache

from deskq.core.text import persian

#: Words common to all addresses.
_USUAL = (
    "خیابان خ کوچه ک کوی بلوار بزرگراه میدان چهارراه سه راه راهی تقاطع جنب روبروی روبه رو مقابل نرسیده به بعد از قبل "
    "پلاک پ شماره نبش انتهای ابتدای اول داخل کنار نزدیک پشت در و ی شهرک محله محل طبقه واحد منطقه ناحیه "
    "street st alley no number near beside opposite of the square avenue ave road"
)
USUAL = frozenset(_USUAL.split())
#: The share of words two addresses must have in common.
ENOUGH = 0.6


@lru_cache(maxsize=8192)  # the same few hundred addresses are compared at every keystroke
def words(address: str) -> frozenset[str]:
    """The significant words of an address, normalised for search; empty if there are only numbers."""
    cleaned = "".join(char if char.isalnum() else " " for char in persian.search_key(address))
    telling = frozenset(cleaned.split()) - USUAL
    return telling if any(not word.isdecimal() for word in telling) else frozenset()


def same(one: frozenset[str], other: frozenset[str]) -> float:
    """Similarity 0 to 1: share of the words of the shorter address. Different house numbers reduce it."""
    names, others = _names(one), _names(other)
    if not names or not others:
        return 0.0
    share = len(names & others) / min(len(names), len(others))
    numbers, other_numbers = one - names, other - others
    if share and numbers and other_numbers:
        return min(1.0, share + 0.1) if numbers & other_numbers else share - 0.2
    return share


def _names(address: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in address if not word.isdecimal())
