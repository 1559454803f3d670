"""The beginning of a text, for lists, previews and descriptions."""


def excerpt(text: str, length: int = 200) -> str:
    """At most so many characters on one line, cut between words, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[:length]
    # The word at the cut is whole only if a space follows it, and the ellipsis needs a place of its own.
    words = cut.rpartition(" ")[0].rstrip(" ,;:–—-") or cut[:-1]
    return f"{words}…"
