"""Markup that means harm, and a strict look at what became of it."""

import re

import html5lib
from hypothesis import strategies as st

SAMPLES = [
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding=\"text/html\"><style></annotation-xml><img src=x onerror=alert(1)></style></math>",
    "<svg><foreignObject><p>a<script>alert(1)</script></foreignObject><desc><p onclick=x>b",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<template><style></template><img src=x onerror=alert(1)></style>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
    "<a href=\"/x\" onclick=alert(1) style=\"background:url(javascript:x)\" id=x name=y class=z>a</a>",
    "<a href=/x><table><a href=javascript:alert(1)>b</table></a>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;img&amp;gt;</p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p/onclick=alert(1)/>a<img/src/onerror=alert(1)>",
    "<<b>script>alert(1)<</b>/script>",
    "<a href='/x'>a<b>b</a>c</b><p>d<a href='/y'>e<p>f",
    "<plaintext><script>alert(1)</script>",
    "<p>a<iframe srcdoc='<script>x</script>'></iframe><object data=x><embed src=x><base href=//evil.example>",
    "<![CDATA[<script>alert(1)</script>]]><!--><img src onerror=x>--><!-- --!><script>x</script>",
    "<p title='</p><script>alert(1)</script>'>a",
    "<b" * 50 + "<p" * 50,
    "<i><b>" * 300 + "</p>" * 50 + "tief" + "</b></i>" * 200,
    "\u2028<script\u2028>alert(1)</script>",
]  # fmt: skip

_TAGS = st.sampled_from(
    [
        *(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "ul",
            "ol",
            "li",
            "blockquote",
            "a",
            "b",
            "strong",
            "em",
            "i",
            "span",
            "br",
            "hr",
        ),
        *(
            "table",
            "tr",
            "td",
            "svg",
            "math",
            "mtext",
            "mglyph",
            "style",
            "script",
            "title",
            "textarea",
            "template",
            "o:p",
        ),
        *(
            "noscript",
            "select",
            "option",
            "form",
            "annotation-xml",
            "foreignObject",
            "plaintext",
            "iframe",
            "button",
            "dl",
        ),
    ]
)
_ATTRIBUTES = st.sampled_from(
    [
        *(" href='javascript:alert(1)'", " href='https://a.example/x?y=1&z=2'", " href=/a", " href='//b'"),
        " href='/\\c'",
        *(" href='java&#9;script:x'", " onclick=x", " href='#a'", " href='mailto:a@b.example'", " href='https://own.example/'"),
        *(" style='font-weight:bold'", " style='font-weight:normal'", " style='mso-list:l0 level1'"),
        " style='mso-list:Ignore'",
        " title=\"</p><img src=x onerror=alert(1)>\"",
    ]
)  # fmt: skip
_TEXTS = st.sampled_from(
    [
        *(
            "Text",
            " ",
            "&nbsp;",
            "\u00a0",
            "5",
            "%",
            "€",
            "&lt;script&gt;",
            "&amp;lt;",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "\n",
        ),
        *(
            "\v",
            "\x00",
            "&#0;",
            "&#x1;",
            "\u200b",
            "\u00ad",
            "\ufeff",
            "<",
            "&",
            "'",
            '"',
            ">",
            "</",
            "<![if !x]>",
            "&not",
            "1. ",
        ),
        *("\u2028", "\u202f", "\x1c", "\x85", "\ud800", "\uffff", "\r\n", "<?x", "<!doctype html>", "&#xD;", "👨‍👩‍👧"),
    ]
)
_OPENING = st.builds("<{}{}{}>".format, _TAGS, st.just("") | _ATTRIBUTES, st.just("") | _ATTRIBUTES)
SOUP = st.lists(_OPENING | _TEXTS | st.builds("</{}>".format, _TAGS), max_size=30).map("".join)

_BLOCKS = {"p", "h2", "ul", "ol", "blockquote"}
_INSIDE = {
    None: _BLOCKS,
    "blockquote": {"p", "ul", "ol"},
    "ul": {"li"},
    "ol": {"li"},
    "li": {"p", "a", "strong", "em"},
    "p": {"a", "strong", "em"},
    "h2": {"a", "em"},
    "a": {"strong", "em"},
    "strong": {"em"},
    "em": set(),
}
_WITHOUT_TEXT = {None, "ul", "ol", "blockquote"}
_ADDRESS = re.compile(r"(https?://[^/\\\s]|/(?![/\\])|#|mailto:)[^\s\\]*", re.IGNORECASE)
_BLANK = re.compile("[\\s\u00ad\u200b-\u200f]*")


def is_safe(html: str) -> bool:
    """Whether a browser's parser finds nothing but the subset, each element where it may stand and none empty."""
    return _holds_only(html5lib.parseFragment(html, namespaceHTMLElements=False), None)


def _holds_only(parent, name) -> bool:
    has_stray_text = name in _WITHOUT_TEXT and bool(parent.text)
    return not has_stray_text and all(_is_allowed(child, name) and _holds_only(child, child.tag) for child in parent)


def _is_allowed(element, parent) -> bool:
    return (
        element.tag in _INSIDE[parent]
        and _has_only_an_address(element)
        and not _BLANK.fullmatch("".join(element.itertext()))
        and not (parent in _WITHOUT_TEXT and element.tail)
    )


def _has_only_an_address(element) -> bool:
    if element.tag != "a":
        return not element.attrib
    rel_is_ours = element.attrib.get("rel") in {None, "external noopener"}
    return (
        element.attrib.keys() <= {"href", "rel"} and rel_is_ours and bool(_ADDRESS.fullmatch(element.get("href", "")))
    )
