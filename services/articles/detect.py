"""What bytes are: their media type and their encoding, by content first and name second."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath

from services.domain.errors import BinaryInput

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
JSON, JSON_LINES = "application/json", "application/x-ndjson"
RSS, ATOM = "application/rss+xml", "application/atom+xml"

BY_SUFFIX = {
    ".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
    ".json": JSON, ".ninjs": JSON, ".jsonl": JSON_LINES, ".ndjson": JSON_LINES, ".rss": RSS, ".atom": ATOM, ".xml": RSS,
}
_BY_TYPE = {
    "application/xhtml+xml": HTML, "application/ninjs+json": JSON, "application/xml": RSS, "text/xml": RSS,
    "application/jsonl": JSON_LINES, "application/rdf+xml": RSS, "text/x-markdown": MARKDOWN,
}
_SIGNATURES = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"%PDF-": "a PDF document", b"\xd0\xcf\x11\xe0": "an old office document",
    b"PK\x03\x04": "a ZIP archive or office document", b"\x1f\x8b": "gzip data", b"7z\xbc\xaf": "a 7z archive",
    b"BZh": "bzip2 data", b"\x7fELF": "a program", b"MZ\x90": "a program", b"SQLite format 3": "a database",
    b"ID3": "a sound file", b"OggS": "a sound file", b"RIFF": "a sound, film or picture file",
}
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.I)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|header|div|p|h[1-6]|blockquote)\b", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ACCEPTED = "plain text, Markdown, HTML, JSON (ninjs), JSON lines, RSS and Atom"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by byte order mark, as UTF-8, by the charset that the media type `declared` names, by the
    one that markup does, as Windows-1252.

    Raises `BinaryInput` for what is no text, or is text that was decoded wrongly before it came here.
    """
    _refuse_known_binaries(data)
    text = _by_bom(data) or _first_that_decodes(data, _charset((declared or "").encode()))
    if text is None or len(_CONTROL.findall(text)) > len(text) / 200:
        raise BinaryInput(f"The input is not text. Submit one of: {_ACCEPTED}.", field="text")
    if text.count("\ufffd") > max(2, len(text) / 200):
        raise BinaryInput(
            "The input has lost its special characters (many U+FFFD): it was saved in a wrong encoding. "
            "Submit the original.",
            field="text",
        )
    return text


def media_type(text: str, *, name: str | None = None, declared: str | None = None) -> str:
    """One of this module's types: what the content shows beyond doubt, else what is declared, else the suffix."""
    body = text.lstrip("\ufeff \t\r\n")
    head = body[:2000]
    stated = (declared or "").partition(";")[0].strip().lower()
    claimed = _BY_TYPE.get(stated, stated)
    if claimed not in BY_SUFFIX.values() or claimed == TEXT:
        claimed = BY_SUFFIX.get(PurePosixPath(name or "").suffix.lower(), TEXT)
    shown = _by_markup(head) if head[:1] == "<" else None
    if shown:
        return shown
    if claimed in (JSON, JSON_LINES) or re.match(r'\{\s*"|\[\s*\{', head):
        return JSON_LINES if claimed == JSON_LINES or re.match(r"\{[^\n]*\}[^\S\n]*+\n\s*+\{", body) else JSON
    return claimed


def _by_markup(head: str) -> str | None:
    bare = re.sub(r"<\?.*?\?>|<!--.*?-->", "", head, flags=re.DOTALL).lstrip()
    if re.match(r"<(?:rss|rdf:RDF)\b", bare):
        return RSS
    if re.match(r"<(?:\w+:)?feed\b", bare):
        return ATOM
    if _HTML.match(bare):
        return HTML
    return None


def _refuse_known_binaries(data: bytes) -> None:
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise BinaryInput(f"The input is {what}, not text. Submit one of: {_ACCEPTED}.", field="text")


def _by_bom(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    return None


def _charset(declaration: bytes) -> tuple[str, ...]:
    found = _DECLARED.search(declaration)
    return (found.group(1).decode("ascii"),) if found else ()


def _first_that_decodes(data: bytes, sent_as: tuple[str, ...]) -> str | None:
    if b"\x00" in data:
        wide = [encoding for encoding in sent_as if encoding.lower().startswith(("utf-16", "utf-32"))]
        return _decoded(data, wide[0]) if wide else None
    marked = _charset(data[:2000]) if data.lstrip()[:1] == b"<" else ()
    for encoding in ("utf-8", *sent_as, *marked, "cp1252"):
        text = _decoded(data, encoding)
        if text is not None:
            return text
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
