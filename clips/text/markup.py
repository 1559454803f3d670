"""The markup a clip may have: paragraphs, subheadings, quotes, lists, links, strong and emphasis.

What comes in is read as a browser reads it (nh3), taken apart into blocks of marked characters, and written anew.
So the output holds no tag and no attribute that is not written out in this package.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from itertools import groupby

import nh3

from clips.text.blocks import BLOCKS, INLINES, Block, read_blocks
from clips.text.characters import drop_forbidden, words_of
from clips.text.inline import render_inline, replace_pieces, text_of

_UNREAD = words_of(
    """
    applet audio canvas embed head iframe math noembed noframes noscript object script select style svg template
    textarea title video xml
    """
)
# Reading time grows with the square of the depth: 20,000 open tags take a second, 200,000 five minutes.
_MOST_TAGS = 20_000
_TAG = re.compile(r"<[^<>]*>?")
_BLOCK_END = re.compile(r"</(?:p|h2)>")

# From which character to which (not counted), and what stands there instead.
Edit = tuple[int, int, str]


def clean_html(html: str, own_host: str = "") -> str:
    """The safe subset, always a sequence of block elements; cleaning it again changes nothing.

    Links to any host but `own_host` say that they lead away.
    """
    return _render(_read(html), own_host)


def plain_text(html: str) -> str:
    """Blocks with a blank line between them, the items of a list on lines of their own."""
    return "\n\n".join(map(_write_plain, _groups(_read(html))))


def paragraphs_html(paragraphs: Iterable[str]) -> str:
    """Plain strings as paragraphs; blank ones are left out."""
    return clean_html("".join(f"<p>{escape(text)}</p>" for text in paragraphs))


def rewrite_text(html: str, find_edits: Callable[[str], Iterable[Edit]]) -> str:
    """Clean HTML with other characters in the text of each block, and the same markup around them."""
    blocks = _read(html)
    changed = [block._replace(chars=replace_pieces(block.chars, find_edits(text_of(block.chars)))) for block in blocks]
    return _render(changed, "")


@lru_cache(maxsize=16)
def clean_text(html: str) -> str:
    """The `plain_text` of what `clean_html` made, without reading it as a browser would; a page asks several times."""
    if "<li>" in html:
        return plain_text(html)
    blocks = _BLOCK_END.sub("\n\n", html)
    return unescape(_TAG.sub("", blocks)).removesuffix("\n\n")


def count_words(html: str) -> int:
    """Words of clean HTML as a reader counts them: a lone dash or bullet is none."""
    return sum(any(map(str.isalnum, word)) for word in clean_text(html).split())


def _read(html: str) -> list[Block]:
    html = drop_forbidden(html)
    if html.count("<") > _MOST_TAGS:
        html = _TAG.sub(" ", html)
    return read_blocks(
        nh3.clean(
            html,
            tags=set(BLOCKS | INLINES),
            attributes={"a": {"href"}, "*": {"style"}},
            clean_content_tags=set(_UNREAD),
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        )
    )


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Each list is one group, every other block a group of its own."""
    for number, neighbours in groupby(blocks, lambda block: block.list):
        group = list(neighbours)
        yield from [group] if number else ([block] for block in group)


def _items(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    return (list(item) for _, item in groupby(blocks, lambda block: block.item))


def _render(blocks: Iterable[Block], own_host: str) -> str:
    parts = []
    for quote, group in groupby(blocks, lambda block: block.quote):
        inner = "".join(_render_group(part, own_host) for part in _groups(group))
        parts.append(f"<blockquote>{inner}</blockquote>" if quote else inner)
    return "".join(parts)


def _render_group(group: Sequence[Block], own_host: str) -> str:
    if not group[0].list:
        return _render_block(group[0], own_host)
    tag = "ol" if group[0].ordered else "ul"
    return f"<{tag}>{''.join(_render_item(item, own_host) for item in _items(group))}</{tag}>"


def _render_item(item: Sequence[Block], own_host: str) -> str:
    if len(item) == 1:
        return f"<li>{render_inline(item[0].chars, own_host)}</li>"
    return f"<li>{''.join(_render_block(block, own_host) for block in item)}</li>"


def _render_block(block: Block, own_host: str) -> str:
    if not block.heading:
        return f"<p>{render_inline(block.chars, own_host)}</p>"
    chars = [(char, marks._replace(strong=False)) for char, marks in block.chars]
    return f"<h2>{render_inline(chars, own_host)}</h2>"


def _write_plain(group: Sequence[Block]) -> str:
    if not group[0].list:
        return text_of(group[0].chars)
    return "\n".join("- " + "\n  ".join(text_of(block.chars) for block in item) for item in _items(group))
