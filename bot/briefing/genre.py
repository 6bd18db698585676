"""Is this a report of something that happened? Told from title and address, in the languages of the feeds.

What explains, argues, collects or shows pictures is kept out of the lines of news: it says little of
the day that the reports do not say, or says it as an opinion, or of another year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from bot.briefing.wording import Wording, is_worded, title_line
from bot.model import Article
from bot.text.words import fold


class Genre(StrEnum):
    """What kind of text an article is, as far as its title and address tell."""

    REPORT = "report"
    OPINION = "opinion"
    EXPLAINER = "explainer"
    LIVE = "live"
    PICTURES = "pictures"
    DIGEST = "digest"
    OLD = "old"
    """Its address names a day long before the one on which the feed lists it."""


# A feed lists an article again when it is edited; after this many days it is no news any more.
_OLD_AFTER = timedelta(days=4)

# Parts of an address that publishers give to what is no report.
_SEGMENTS = {
    Genre.OPINION: """
        opinion opinions commentisfree op-ed oped opinie opinia komentarze komentarz felietony publicystyka column
        columnists columns editorial editorials letters blogs meinung kommentar kommentare kolumne avis tribune tribunes
        idees ideas debats mnenie mneniya kolonki opinioni yorum yazarlar gorus editoriales tribuna perspectives
        voices views
        """,
    Genre.EXPLAINER: """
        explainer explainers explained analysis analyses analiza analizy analyse decryptage analitika what-to-know
        """,
    Genre.LIVE: """
        live live-blog liveblog live-news live-updates liveticker newsblog endirect en-direct na-zywo relacja onlajn
        canli
        """,
    Genre.PICTURES: """
        gallery galleries galeria galerie pictures photos in-pictures in-photos photo fotos foto fotostrecke diaporama
        picture
        """,
    Genre.DIGEST: """
        newsletter newsletters podcast podcasts audio program programmes quiz quizzes crossword briefing briefings
        """,
}
_GENRE_OF_SEGMENT = {segment: genre for genre, segments in _SEGMENTS.items() for segment in segments.split()}

_TITLED: tuple[tuple[Genre, Wording], ...] = (
    (Genre.LIVE, "live"),
    (Genre.PICTURES, "pictures"),
    (Genre.DIGEST, "digest"),
    (Genre.OPINION, "opinion"),
    (Genre.EXPLAINER, "explainer"),
)

# "Jan Kowalski: Wojna potrwa": in Polish a columnist where the text does not name them, a speaker where it does.
# In English and Russian a name before a colon mostly says whom the news is about, unless it is all capitals.
_SIGNED_FIRST = frozenset({"pl"})
_NAMED_FIRST = re.compile(r"([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]+){1,2}): ")
_PATH_DATE = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d)")


def genre(article: Article) -> Genre:
    """What kind of text an article is; a report where nothing says otherwise."""
    if article.url and (told := _by_address(article.url)):
        return told
    if _is_old(article):
        return Genre.OLD
    title = title_line(article.title)
    for found, wording in _TITLED:
        if is_worded(wording, title, article.language):
            return found
    return Genre.OPINION if _is_signed(article) else Genre.REPORT


def is_report(article: Article) -> bool:
    """True for what belongs into the lines of news."""
    return genre(article) is Genre.REPORT


def is_running(article: Article) -> bool:
    """True for a running account, which tells all of a day: where nothing else tells it, that is news too."""
    return genre(article) is Genre.LIVE


def _by_address(url: str) -> Genre | None:
    for segment in urlsplit(url).path.lower().split("/"):
        if found := _GENRE_OF_SEGMENT.get(segment):
            return found
    return None


def _is_old(article: Article) -> bool:
    found = _PATH_DATE.search(article.url or "")
    if found is None or article.told_at is None:
        return False
    try:
        written = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:  # digits that are no day
        return False
    return article.told_at.date() - written > _OLD_AFTER


def _is_signed(article: Article) -> bool:
    found = _NAMED_FIRST.match(article.title)
    if found is None or article.text == article.title or not all(w[0].isupper() for w in found[1].split()):
        return False
    if article.language not in _SIGNED_FIRST and not found[1].isupper():
        return False
    surname = fold(found[1].split()[-1])[:5]  # five letters of it, for its endings
    return surname not in fold(article.text)
