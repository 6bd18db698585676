"""What stands around a text without being part of it: "Continue reading…", share bars, captions of pictures. Pure.

Everything is judged by whole paragraphs or by the very end of one, never by a word inside a sentence:
"Fans want to read more" stays.
"""

from __future__ import annotations

import re

_MORE = r"""(?:
    (?:read|continue|keep|see|view|learn|find\ out)\ (?:reading|more|on|it\ all|(?:the\ )?(?:full|rest|whole|entire))
        (?:\ (?:of\ )?(?:the\ |this\ )?(?:article|story|post|text|report|topic|interview|entry))?
  | (?:the\ )?full\ (?:story|article|text)
  | чита(?:ть|йте)\ (?:далее|дальше|полностью|подробнее) | полный\ текст
  | чита(?:ти|йте)\ (?:далі|більше|повністю|докладніше)
  | (?:prze)?czytaj\ (?:dalej|więcej|całość)(?:\ artykułu?)?
  | weiterlesen | mehr\ (?:lesen|erfahren) | zum\ artikel
  | lire\ (?:la\ suite|plus|l['’]article(?:\ complet)?) | en\ savoir\ plus
  | leer\ más | s[ei]gu(?:e|ir)\ leyendo | leggi\ tutto | continua\ a\ leggere | leia\ mais | continu(?:e|ar)\ lendo
  | devamını\ oku | (?:daha\ )?ətraflı\ oxu | davamını\ oxu
  | կարդալ\ ավելին
)"""
_MORE_IN_A_WORD = r"""(?:
    more | details | comments | подробнее | далее | докладніше | детальніше | więcej | devamı | (?:daha\ )?ətraflı
  | մանրամասն | ավելին | ვრცლად | სრულად
)"""
_WHERE = r"(?:\s*(?:[:.…»›→>]|\.\.\.|(?:at|on|in|from|here|auf|bei|sur|na|w|на|в|у)\b).{0,60})?"
_POINTER = rf"[\[(<«\s]*(?:{_MORE}{_WHERE}|{_MORE_IN_A_WORD})[\s\])>»›→.…]*"
_MORE_ALONE = re.compile(_POINTER, re.IGNORECASE | re.VERBOSE)
_MORE_AT_THE_END = re.compile(rf"(?<=[.!?…։。।۔؟»”\"')\]]){_POINTER}\Z", re.IGNORECASE | re.VERBOSE)
# Below a text: the title again, for screen readers, and the way to the whole: "Ferry runs aground Read More »".
_MORE_OF_A_TITLE = re.compile(rf".{{0,250}}[^\s.…։。।]\s{_MORE}\s*[»›→>]+", re.IGNORECASE | re.VERBOSE)
_ELSEWHERE = re.compile(
    r"(?:read|see|watch)\ also\b.* | also\ read\b.* | related(?:\ (?:stories|articles))?:.*"
    r" | чита(?:йте|ть)\ также\b.* | смотрите\ также\b.* | читайте\ також\b.* | (?:prze)?czytaj\ (?:też|także)\b.*"
    r" | lesen\ sie\ auch\b.* | lire\ aussi\b.* | lee\ también\b.*",
    re.IGNORECASE | re.VERBOSE,
)
# WordPress's closing line in the languages it is met in.
_APPEARED = re.compile(
    r"(?:the\ post|this\ (?:article|post|entry|story))\ \w.*\b(?:first\ appeared|appeared\ first)\ (?:on|in)\b[^,]*"
    r" | this\ (?:article|post|entry|story)\ was\ (?:first|originally)\ (?:published|posted)\b[^,]*"
    r" | (?:(?:сообщение|статья)\b.*\bпоявил\w+\ сначала|запись\b.*\bвпервые\ появил\w+)\b.*"
    r" | (?:запис|допис|повідомлення)\b.*\bз['’ʼ]явил\w+\ спочатку\b.* | der\ beitrag\b.*\berschien\ zuerst\b.*"
    r" | l['’]article\b.*\best\ apparu\ en\ premier\b.* | (?:artykuł|wpis)\b.*\bpochodzi\ z\ serwisu\b.*"
    r" | la\ entrada\b.*\b(?:se\ publicó\ primero|aparece\ primero)\b.* | l['’]articolo\b.*\bproviene\ da\b.*"
    r" | o\ post\b.*\bapareceu\ primeiro\b.*",
    re.IGNORECASE | re.VERBOSE,
)
# A caption is a sentence with the name of who took the picture behind it: it tells what is seen, often years ago. An
# agency alone ("(Reuters)") signs a report, and only below a picture does one end with the day and its year.
_ONE_SENTENCE = r"(?:(?!(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.!?…]\s+[^\W\d_a-zа-яё]).)+?"
_CAPTION = re.compile(
    rf"{_ONE_SENTENCE}[.!?…]?(?:\s*\((?:"
    r"[^()]{0,60}(?:Getty\ Images|Shutterstock|AP\ Photo|[Pp]hoto\ by|via\ (?:AP|AFP|EPA|Reuters|REUTERS))[^()]{0,60}"
    r"|(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Ff]ot\.|[Ff]oto|[Фф]ото):?\s[^()]{1,80}"
    r"|[^()]{0,60}(?:Handout|Screenshot|File\ Photo|Pool\ Photo|U\.S\.\ (?:Navy|Army|Air\ Force)\ photo)[^()]{0,60}"
    r"|(?:Reuters|AFP|AP|PA|EPA|AAP|AAP\ Image|(?i:the\ canadian\ press))/[^()]{1,60}"
    r"|[^\W\d_a-zа-яё]\w+(?:\s[^\W\d_a-zа-яё][\w.'’-]*){1,3}\s?/[^()]{2,60}"
    r"|(?:\([^()]{1,60}\)|[^()]){1,120}\ via\ [A-Z][^()]{1,40}"
    r")\))+",
    re.VERBOSE,
)
_DATED_CAPTION = re.compile(
    rf"{_ONE_SENTENCE}\bon\ (?:\w+day,?\ )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\ \d\d?,\ (?:19|20)\d\d"
    r"\.?\s*\([^()]{2,60}\)",
    re.VERBOSE,
)
_OF_THE_PICTURE = re.compile(
    r"\s*\((?:file|stock|archive|library)\ (?:image|photo|picture|pic)\)(?=\.?\Z)", re.IGNORECASE
)
_LONGEST_ASIDE = 400
_SHARE_WORDS = frozenset(
    """
    share this on via tweet facebook twitter x whatsapp telegram linkedin email e mail print reddit pinterest tumblr
    vk viber messenger bluesky mastodon threads pocket copy link click to opens in new window and a friend post like
    loading follow us поделиться в твитнуть вконтакте одноклассники udostępnij podaj dalej teilen partager paylaş
    """.split()  # noqa: SIM905 - a list of words
)
_SHARING = frozenset(
    """
    share tweet facebook twitter whatsapp telegram linkedin поделиться udostępnij teilen partager paylaş
    """.split()  # noqa: SIM905 - a list of words
)
_MOST_SHARE_WORDS = 60
_CUT_OFF = re.compile(r"\s*[\[(]\s*(?:…|\.{2,3})\s*[\])]\s*\Z")
_ENDS_A_SENTENCE = tuple(".!?…։。।۔؟»”\"'")


def without_asides(paragraphs: list[str]) -> list[str]:
    """The paragraphs without what is no text at their end, without captions, and without share bars at their start.

    A trailing "[…]" goes after a whole sentence; after half of one it leaves "…", so that nobody
    quotes half a sentence as a whole one.
    """
    paragraphs = [paragraph for paragraph in paragraphs if not _is_caption(paragraph)]
    while paragraphs:
        last = _without_tail(paragraphs[-1])
        if len(paragraphs) > 1 and _MORE_OF_A_TITLE.fullmatch(paragraphs[-1]):
            paragraphs.pop()
        elif last and not _is_aside(last):
            if last == paragraphs[-1]:
                break
            paragraphs[-1] = last
        else:
            paragraphs.pop()
    first = next((place for place, text in enumerate(paragraphs) if not _is_share_bar(text)), len(paragraphs))
    return paragraphs[first:]


def _is_aside(paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_ASIDE:
        return False
    patterns = (_MORE_ALONE, _ELSEWHERE, _APPEARED)
    return paragraph == "undefined" or any(p.fullmatch(paragraph) for p in patterns) or _is_share_bar(paragraph)


def _is_caption(paragraph: str) -> bool:
    return (
        len(paragraph) <= _LONGEST_ASIDE
        and paragraph.endswith(")")
        and any(pattern.fullmatch(paragraph) for pattern in (_CAPTION, _DATED_CAPTION))
    )


def _is_share_bar(paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_ASIDE:
        return False
    names = re.findall(r"\w+", paragraph.lower())
    return len(names) <= _MOST_SHARE_WORDS and not _SHARING.isdisjoint(names) and _SHARE_WORDS.issuperset(names)


def _without_tail(paragraph: str) -> str:
    head, tail = paragraph[:-_LONGEST_ASIDE], paragraph[-_LONGEST_ASIDE:]
    tail = _MORE_AT_THE_END.sub("", tail)
    if cut := _CUT_OFF.search(tail):
        tail = tail[: cut.start()]
        if tail and not tail.endswith(_ENDS_A_SENTENCE):
            tail += "…"
    return head + _OF_THE_PICTURE.sub("", tail)
