"""A piece of HTML, as feeds and ninjs carry it, read into paragraphs."""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

_BLOCKS = frozenset({
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "section",
    "article", "header", "footer", "pre", "figure", "hr", "dt", "dd",
})
_SILENT = frozenset({
    "script", "style", "template", "noscript", "figcaption", "iframe", "svg", "form", "button", "nav", "aside",
})
_EDGE = "\f"


def paragraphs(markup: str) -> str:
    """The words of the markup, a blank line between block elements; scripts, captions and forms left out."""
    try:
        root = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    blocks = (" ".join(block.split()) for block in _words(root).split(_EDGE))
    return "\n\n".join(block for block in blocks if block)


def _words(root: lxml_html.HtmlElement) -> str:
    """All text in document order, an edge where a block begins or ends. By events: nesting may outgrow the stack."""
    parts: list[str] = []
    depth_of_silence = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        starts = event == "start"
        if node.tag in _SILENT:
            depth_of_silence += 1 if starts else -1
        words = (node.text if starts else node.tail if node is not root else "") or ""
        edge = _EDGE if node.tag in _BLOCKS else ""
        if not depth_of_silence:
            parts.append(edge + words)
    return "".join(parts)
