"""Is this a report of something that happened? Told from title and address, in the languages of the feeds.

What explains, argues, collects or shows pictures is kept out of the lines of news: it says little of
the day that the reports do not say, or says it as an opinion, or of another year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from bot.briefing.candidates import REPORTS_REMEMBERED
from bot.briefing.flaws import is_question
from bot.model import Article
from bot.text.spelled import is_number_word
from bot.text.wording import QUOTED, Wording, is_worded, title_line
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
        features feature long-reads longreads longform in-depth reportaz reportaze reportages magazyn
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
        recipes przepisy membership horoscopes horoscope horoskop horoskopy
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
# In English and Russian a name before a colon mostly says whom the news is about, unless it alone is all capitals.
_SIGNED_FIRST = frozenset({"pl"})
_NAMED_FIRST = re.compile(r"([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]+){1,2}): ")
# "The bridge comes too late | Anna Nowicka", "…, writes ANNA NOWICKA": behind a title English papers name who signs an
# opinion; behind the bar also the paper itself ("| Kalym News").
_SIGNED_LAST = re.compile(
    r"(?: \| |,? writes )((?:[^\W\d_][\w'’.-]*)(?: (?:and|de|van|von|der|[^\W\d_][\w'’.-]*)){1,6})$"
)
_SMALL_IN_NAMES = frozenset({"and", "de", "van", "von", "der"})
# "The Long Bridge review - …", "'The Long Bridge' Review: …", "Oda's, Lidra: 'Soup as it was' - restaurant review": of
# a work; "Defence review: …" may be news, and "Ministry calls for defence review".
_REVIEW = re.compile(r"\breview [–—-]\s|(?:['’”\"]|,) review:\s|\s[–—-] (?:\w+ )?review$", re.IGNORECASE)
_REVIEWED_IN = "en"
# "You resolved to read more", "Six steps we are taking": a title that speaks to its reader; or one that judges, "An
# unwise retreat on ferries". What it quotes, what stands behind a speaker's name ("Anna Nowicka: We will not give
# way"), and what somebody "says", it only tells.
# "I-95 reopens", "I. Coast", "You.com": roads and names.
_NO_PERSON = re.compile(r"\bI(?:-\d+|\.)|\w+\.com\b")
_TOLD_ONLY: tuple[Wording, ...] = ("attributes", "speaks in titles")
# A number opens a title that collects: "5 reasons …", "The 10 best …", "Trzy najważniejsze wnioski …".
_NUMBER_AMONG_FIRST = 2
_LISTED_WITHIN = 2
_MOST_DIGITS_OF_A_LIST = 2
# "Dzień 574": what happened on it is collected. Talks have a "day 2".
_FEWEST_DIGITS_OF_A_DAY = 2
# Before a question, "Ferries: …" is a label, and "Ferry runs aground off Kalym: …" tells something.
_LONGEST_LABEL = 3
_ASKS = ("?", "؟", "？")
_PATH_DATE = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d)")


@lru_cache(maxsize=REPORTS_REMEMBERED)
def genre(article: Article) -> Genre:
    """What kind of text an article is; a report where nothing says otherwise."""
    if article.url and (told := _by_address(article.url)):
        return told
    return Genre.OLD if _is_old(article) else _by_title(article)


def is_report(article: Article) -> bool:
    """True for what belongs into the lines of news."""
    return genre(article) is Genre.REPORT


def is_running(article: Article) -> bool:
    """True for a running account, which tells all of a day: where nothing else tells it, that is news too."""
    return genre(article) is Genre.LIVE


def is_collection(article: Article) -> bool:
    """True for galleries, programmes and letters: what they say in passing may be told nowhere else."""
    return genre(article) in (Genre.PICTURES, Genre.DIGEST)


def is_explainer(article: Article) -> bool:
    """True for what explains or analyses: background to the news."""
    return genre(article) is Genre.EXPLAINER


def _by_address(url: str) -> Genre | None:
    for segment in urlsplit(url).path.lower().split("/"):
        if found := _GENRE_OF_SEGMENT.get(segment):
            return found
    return None


def _by_title(article: Article) -> Genre:
    title = title_line(article.title)
    for found, wording in _TITLED:
        if is_worded(wording, title, article.language):
            return found
    if _is_signed(article) or _is_signed_last(article) or _is_review(article):
        return Genre.OPINION
    if _is_list(title, article.language) or _is_numbered_day(title, article.language):
        return Genre.DIGEST
    if _only_asks(article.title, article.language):
        return Genre.EXPLAINER
    return Genre.OPINION if _is_in_its_writers_voice(article) else Genre.REPORT


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
    if article.language not in _SIGNED_FIRST:
        return found[1].isupper() and not article.title[found.end() :].isupper()
    surname = fold(found[1].split()[-1])[:5]  # five letters of it, for its endings
    return surname not in fold(article.text)


def _is_signed_last(article: Article) -> bool:
    found = _SIGNED_LAST.search(article.title)
    if found is None or article.language not in (None, _REVIEWED_IN):
        return False
    if not all(word[0].isupper() or word in _SMALL_IN_NAMES for word in found[1].split()):
        return False
    paper = fold(f"{article.source} {urlsplit(article.url or '').hostname}")
    is_paper = any(word in paper for word in fold(found[1]).split() if word not in _SMALL_IN_NAMES)
    return not (is_paper or is_worded("papers", fold(found[1]), _REVIEWED_IN))


def _is_review(article: Article) -> bool:
    return article.language in (None, _REVIEWED_IN) and _REVIEW.search(article.title) is not None


def _is_in_its_writers_voice(article: Article) -> bool:
    first, *rest = title_line(_NO_PERSON.sub(" ", QUOTED.sub(" ", article.title))).split("\n")
    if not (is_worded("addresses", first, article.language) or is_worded("judges", first, article.language)):
        return False
    return not any(is_worded(told, part, article.language) for part in (first, *rest) for told in _TOLD_ONLY)


def _is_list(title: str, language: str | None) -> bool:
    words = title.split("\n", maxsplit=1)[0].split()
    for at, word in enumerate(words[:_NUMBER_AMONG_FIRST]):
        if is_number_word(word, language or _REVIEWED_IN) or (word.isdecimal() and len(word) <= _MOST_DIGITS_OF_A_LIST):
            return is_worded("lists", " ".join(words[at + 1 : at + 1 + _LISTED_WITHIN]), language)
    return False


def _is_numbered_day(title: str, language: str | None) -> bool:
    """Whether a part of the title is the number of a day: "Storm in the hills. Day 574"."""
    for part in title.split("\n"):
        day, _, number = part.partition(" ")
        if number.isdecimal() and len(number) >= _FEWEST_DIGITS_OF_A_DAY and is_worded("numbered days", day, language):
            return True
    return False


def _only_asks(title: str, language: str | None) -> bool:
    """Whether all of a title is a question, but for a label before it.

    One that is answered or quoted is not, nor is a report that is put in doubt: "Talks begin after all?".
    """
    if not is_question(title) or not title.rstrip().endswith(_ASKS):
        return False
    *before, question = title_line(title).split("\n")
    return is_worded("asks", question, language) and all(len(part.split()) <= _LONGEST_LABEL for part in before)
