"""Text brought to one line, so that two ways of typing it are the same."""

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def tidy(text: str) -> str:
    """`text` on one line with single spaces and without invisible characters; nothing else changes."""
    return " ".join(text.translate(INVISIBLE).split())
