"""How two spellings of one name are brought together."""

import re
import unicodedata

from cbtracker.web.one_line import INVISIBLE

DASHES = re.compile(r"[\u2010-\u2015\u2212\-_]")
APOSTROPHES_AND_DOTS = re.compile(r"[.'\u2018\u2019\u02bc]")


def name_key(text: str) -> str:
    """What two spellings of one name share: case, dashes, dots, "&" for "and" and spaces are ignored.

    >>> name_key("Stockton\u2013on\u2013Tees") == name_key("stockton on  tees")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(INVISIBLE)
    spaced = DASHES.sub(" ", folded).replace("&", " and ")
    return " ".join(APOSTROPHES_AND_DOTS.sub("", spaced).split())
