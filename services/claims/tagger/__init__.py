"""The learned attribution tagger: source, cue and content of each attribution in news text."""

from services.claims.tagger.frames import Frame
from services.claims.tagger.tagger import AttributionTagger

__all__ = ["AttributionTagger", "Frame"]
