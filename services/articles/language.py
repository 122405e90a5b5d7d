"""The language of a text, by py3langid (a fork of langid.py: Lui and Baldwin, ACL 2012)."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from services.domain.errors import UnsupportedLanguage

READ = "en"
SURE_FROM_LETTERS = 80
_SAMPLE = 20_000
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sr": "Serbian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}


def detect(text: str) -> str:
    """The two-letter code (ISO 639-1) of the text's language. Too few letters to tell, all Latin: taken as English."""
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if len(letters) < SURE_FROM_LETTERS and latin * 2 >= len(letters):
        return READ
    return str(_identifier().classify(sample)[0])


def require_english(text: str) -> str:
    """Gives back "en". Raises `UnsupportedLanguage`, which names the language found."""
    code = detect(text)
    if code != READ:
        name = f"{_NAMES[code]} ({code})" if code in _NAMES else f"language code {code}"
        message = f"The text looks like {name}, and only English is read. Submit it in English."
        raise UnsupportedLanguage(message, field="language")
    return code


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
