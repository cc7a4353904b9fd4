"""Formats in which a learner or a family can be given something."""

from enum import StrEnum

from webapp.catalogue.entries import Catalogue, Named


class FormatPreference(StrEnum):
    """The formats a person can ask for; one may ask for several."""

    TEXT = "text"
    LARGE_PRINT_18 = "large_print_18"
    LARGE_PRINT_24 = "large_print_24"
    EASY_READ = "easy_read"
    SIMPLE_TEXT = "simple_text"
    SYMBOLS = "symbols"
    PHOTOS = "photos"
    AUDIO = "audio"
    VIDEO = "video"
    BSL_VIDEO = "bsl_video"
    MAKATON = "makaton"
    BRAILLE = "braille"
    OTHER_LANGUAGE = "other_language"
    COLOURED_BACKGROUND = "coloured_background"


FORMAT_PREFERENCES: Catalogue[FormatPreference, Named[FormatPreference]] = Catalogue(
    FormatPreference,
    (
        Named(code=FormatPreference.TEXT, name="Plain text"),
        Named(code=FormatPreference.LARGE_PRINT_18, name="Large print, 18 point"),
        Named(code=FormatPreference.LARGE_PRINT_24, name="Very large print, 24 point"),
        Named(code=FormatPreference.EASY_READ, name="Easy words with pictures"),
        Named(code=FormatPreference.SIMPLE_TEXT, name="Easy words without pictures"),
        Named(code=FormatPreference.SYMBOLS, name="Symbols (say which set)"),
        Named(code=FormatPreference.PHOTOS, name="Photos"),
        Named(code=FormatPreference.AUDIO, name="Read aloud"),
        Named(code=FormatPreference.VIDEO, name="Video"),
        Named(code=FormatPreference.BSL_VIDEO, name="Video in British Sign Language"),
        Named(code=FormatPreference.MAKATON, name="With Makaton signs"),
        Named(code=FormatPreference.BRAILLE, name="Braille"),
        Named(code=FormatPreference.OTHER_LANGUAGE, name="Another language"),
        Named(code=FormatPreference.COLOURED_BACKGROUND, name="A coloured background"),
    ),
)
