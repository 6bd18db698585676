"""What kind of piece an article is, as far as its title shows it: a report, or something told about many reports.

What a briefing leaves out of its news is another question, which knows more kinds (`bot/briefing/genre.py`). In the
place of this one, it takes 0.4 points from F1 of the labelled days, ids and groups (.790 and .789).
"""

from __future__ import annotations

import re
from functools import cache

# By language, and "*" for what stands in titles of any. `^` keeps "why" in the middle of a report's title out.
_EXPLAINS = {
    "*": r"timeline:|q&a:",
    "en": r"^(?:why|how|who|what)\b(?!.*\bsa(?:ys|id)\b)|\bexplain(?:ed|er)\b|what (?:we|you|to) (?:need to )?know"
    r"|things (?:you need )?to know|^(?:will|is|are|can|could|should|does|do|did)\b.*\?|\bmyths? of\b",
    "pl": r"o co chodzi|co wiemy|wyjaśniamy|^(?:dlaczego|kto|co|czy|kim|gdzie|czym)\b"
    r"|^jak\b(?! (?:podał|podaj[eą]|poinformował|przekazał|wynika\b|ustalił|ustalono|donosi|donoszą))",
    "ru": r"^(?:почему|как|кто|что|зачем|чем)\b|что известно|что нужно знать|главное о\b",
    "uk": r"^(?:чому|як|хто|що|навіщо)\b|що відомо|що треба знати",
    "de": r"^(?:warum|wer|was|wieso|weshalb)\b"
    # "Wie das Ministerium mitteilte, …"
    r"|^wie\b(?![^,:]* (?:mitteilten?|sagten?|erklärten?|berichteten?|meldeten?|bestätigten?|hervorgeht|hieß|heißt),)"
    r"|was wir wissen|das müssen sie wissen",
    "fr": r"^(?:pourquoi|comment|qui est|que sait)\b|ce que l.on sait|ce qu.il faut savoir",
    "es": r"^¿?(?:por qué|cómo|quién|qué)\b|qué se sabe|^(?:las )?claves\b",
    "tr": r"^(?:neden|nasıl|kim|ne)\b|neler biliniyor|neler oluyor",
    "hy": r"^(?:ինչու|ինչպես|ով|ինչ)\b|ինչ է հայտնի",
    "az": r"^(?:nə üçün|niyə|necə|kim)\b|nə məlumdur",
    "ka": r"^(?:რატომ|როგორ|ვინ|რა)\b|რა ვიცით",
}
_OTHERS = (
    # running accounts
    r"[-–—:|] ?live\b|\blive (?:updates?|blog|coverage)|^(?:watch )?live:|\blatest(?: updates?)?:|\bna żywo\b"
    r"|онлайн|прямая трансляция|наживо|live-?ticker|\ben direct\b|\ben vivo\b|minuto a minuto|\bcanlı (?:blog|anlatım)",
    # opinion and analysis
    r"\| ?(?:editorial|opinion|comment|letters)\b|^(?:editorial|opinion|analysis|comment|perspectives?):|: analysis$"
    r"|\bguardian view\b|^(?:komentarz|opinia|analiza|felieton):|\bfelieton\b|^(?:мнение|анализ|колонка)\b"
    r"|^(?:kommentar|meinung|analyse|leitartikel)\b|^(?:tribune|éditorial|analyse)\b|^(?:opinión|análisis|editorial)\b"
    r"|^(?:yorum|analiz|görüş)\b|^(?:думка|аналіз)\b",
    # pictures, sound and letters to readers
    r"^photos?:|\bin (?:pictures|photos)\b|photo gallery|^galeria\b|\[(?:zdjęcia|galeria)\]|фоторепортаж|^bilderserie"
    r"|\ben (?:images|imágenes)\b|foto galeri|\bpodcast\b|\bnewsletter\b|подкаст|^quiz\b",
    # many events told together, which would make one story of them, and questions to readers
    r"^(?:the papers|newspaper headlines):|\b(?:morning|evening|up first) briefing\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day briefing\b"
    r"|\bround-?up(?:$|:)|^round-?up\b|\btop headlines\b|\bbest photos\b|\bphotographs of the week\b|\bcrossword\b"
    r"|^(?:share your|tell us)\b|przegląd prasy|najważniejsze wydarzenia"
    r"|^(?:главное за|итоги дня|головне за|підсумки дня)\b|presseschau|revue de presse|revista de prensa|basın özeti",
)
_QUESTION = re.compile(r"[?؟՞;]\W*$")


def is_titled_as_report(title: str, language: str) -> bool:
    """False for explainers, running accounts, opinion, galleries, round-ups: each is an item beside the reports."""
    return not (_QUESTION.search(title) or _told_about(language).search(title))


@cache
def _told_about(language: str) -> re.Pattern[str]:
    patterns = [_EXPLAINS["*"], *_OTHERS]
    if language in _EXPLAINS:
        patterns.append(_EXPLAINS[language])
    return re.compile("|".join(patterns), re.IGNORECASE)
