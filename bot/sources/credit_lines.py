"""Lines around a text that say who made it: photographers, agencies, editors, authors, sources, dates. Pure.

Each is told by the shape of a whole line and by what agencies and credits are called, never by a word
inside a sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# In lower case. A text may also be signed by one that is not here, if its name is in capitals.
_AGENCIES = frozenset(
    name.strip()
    for name in """
    aa, afp, agence france-presse, agencia efe, anadolu, anadolu agency, anadolu ajansı, ansa, ap, apa, armenpress,
    arminfo, associated press, ats, azertac, azərtac, belga, belta, bloomberg, čtk, deutsche presse-agentur, dpa, efe,
    epa, epd, europa press, getty, getty images, imago, interfax, interfax-ukraine, interpressnews, keystone, kna,
    kyodo, panarmenian, pap, photolure, reuters, ria, ria novosti, ria nowosti, ritzau, sda, shutterstock, sid,
    sputnik, tanjug, tass, turan, ukrinform, unian, upi, xinhua, yonhap, азертадж, ап, арменпресс, афп, белта,
    интерфакс, рейтер, риа, риа новости, спутник, тасс, укринформ, франс пресс, інтерфакс, інтерфакс-україна, рейтерс,
    укрінформ, уніан, արմենպրես, արմինֆո
    """.split(",")  # noqa: SIM905 - a list of words
)
# Agencies that write themselves in small letters; other short words in small letters are editors.
_SMALL_AGENCIES = frozenset({"afp", "apa", "ats", "dpa", "epd", "kna", "sda", "sid"})
_END_MARKS = frozenset({"30", "end", "ends", "ende", "fin", "koniec", "конец", "кінець", "完"})
_LONGEST_LINE = 160

_INITIALS = re.compile(r"[^\W\d_]{2,4}(?: [^\W\d_]{2,4})?")
_IN_CAPITALS = re.compile(r"[^\W\d_]{3,10}(?:-[^\W\d_]{2,10})?")
_BETWEEN_SIGNATURES = re.compile(r"\s*[/,;|·+&]\s*|\s+(?:and|und|et|i|y|и|і|та|və|ve)\s+")
_AROUND_SIGNATURES = re.compile(r"[()\[\]]+|\.$")

_PICTURE = r"""(?:
    photo(?:graph|s)? | fotos? | fot | фото | світлина | images? | picture | bild(?:er)? | zdjęci[ea] | crédits?
  | credits? | imagen | fotoğraf | şəkil | լուսանկար\w* | ფოტო | صورة | عکس
)"""
_CREDITED = rf"(?:©|\(c\)\s|{_PICTURE}\s?[:：.՝/©|]|{_PICTURE}\s(?:by|von|par|de|di|credit:?)\s)\s?"
_PHOTO_CREDIT = re.compile(rf"[(\[]?{_CREDITED}\S.*", re.IGNORECASE | re.VERBOSE)
_PHOTO_CREDIT_AT_THE_END = re.compile(
    rf"\s+(?:[(\[]{_CREDITED}|©\s?|(?<=[.!?…]\s){_CREDITED})[^.!?]{{2,80}}\Z", re.IGNORECASE | re.VERBOSE
)
_PICTURE_BY = re.compile(rf"{_PICTURE}\s(?P<owner>.+)", re.IGNORECASE | re.VERBOSE)
_BETWEEN_OWNERS = re.compile(r"\s*[/|]\s*|\s+via\s+")
_LONGEST_OWNER = 40

_SOURCE = re.compile(
    r"(?:sources?|quellen?|źródł[oa]|fuente|fonte|kaynak|mənbə|источник|джерело|աղբյուր|წყარო|المصدر|منبع)"
    r"(?:\s*[:：՝].{1,100}|(?:\s+[^\s:]+){1,3})|(?:https?://|www\.)\S+|(?:copyright|©|\(c\))\s.{1,100}",
    re.IGNORECASE,
)

_BY = re.compile(
    r"(?:by|von|par|por|przez|text|reporter|autor(?:ka)?|author|автор(?:ка)?|корр?еспондент(?:ка)?|müəllif|yazan|հեղինակ"
    r"|(?:(?:additional )?reporting|writing|editing) by)(?:\s*:\s*|\s+)(?=\S+\s)",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(r".{5,120} contributed to this (?:report|story|article)\.")
_SIGNED = re.compile(r"(?P<who>[^.!?()]{3,60})\s\((?P<agency>[^()]{2,20})\)")
_SMALL_IN_NAMES = frozenset(
    "van von de der di da la le and und et i y и та in aus à w en в у editing by".split()  # noqa: SIM905
)
_FEWEST_NAMES, _MOST_NAMES = 2, 12

_LABEL = re.compile(r"[^\d:：]{1,30}[:：]\s*")
_WHOLE_DAY = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}\S{0,25}")
_DAY = re.compile(r"(?:[1-9]|[0-3]\d)(?:st|nd|rd|th|\.)?,?")
_YEAR_OR_HOUR = re.compile(r"(?:19|20)\d{2},?|\d{1,2}[:.]\d{2}\S{0,8}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_LONGEST_DATE = 60
_MOST_WORDS_OF_A_DATE = 5


class Signature(NamedTuple):
    """Who signs a text, as written: agencies, and the initials of editors."""

    agencies: tuple[str, ...]
    initials: tuple[str, ...]


def is_end_mark(line: str) -> bool:
    """Whether a line only says that a text, or a part of it, is over: "* * *", "-30-", "ENDS"."""
    bare = "".join(char for char in line if char.isalnum())
    return not bare or bare.casefold() in _END_MARKS


def read_signature(line: str) -> Signature | None:
    """The agencies and initials that a line consists of ("cl", "AFP", "(dpa/mk)"); None where it says more."""
    if len(line) > _LONGEST_LINE:
        return None
    agencies, initials = [], []
    for part in _BETWEEN_SIGNATURES.split(_AROUND_SIGNATURES.sub(" ", line).strip()):
        small = part.islower()
        if is_agency(part) and (not small or part in _SMALL_AGENCIES):
            agencies.append(part)
        elif (small or part.isupper()) and _INITIALS.fullmatch(part) and (small or not _IN_CAPITALS.fullmatch(part)):
            initials.append(part)
        elif part.isupper() and _IN_CAPITALS.fullmatch(part):
            agencies.append(part)
        elif part:
            return None
    return Signature(tuple(agencies), tuple(initials)) if agencies or initials else None


def is_agency(name: str) -> bool:
    """Whether a name is that of a news or picture agency, as far as they are known here."""
    return name.casefold() in _AGENCIES


def is_photo_credit(line: str) -> bool:
    """Whether a line names the owner of a picture: "© …", "Foto: …", "Jan Nowak/AFP via Getty Images"."""
    if len(line) > _LONGEST_LINE:
        return False
    by = _PICTURE_BY.fullmatch(line)
    if _PHOTO_CREDIT.fullmatch(line) or (by and is_agency(by["owner"])):
        return True
    owners = _BETWEEN_OWNERS.split(line.strip("()[]"))
    return (
        len(owners) > 1
        and read_signature(line) is None
        and any(is_agency(owner.removesuffix(" Photo")) for owner in owners)
        and all(owner[:1].isupper() and len(owner) <= _LONGEST_OWNER for owner in owners)
    )


def without_photo_credit(line: str) -> tuple[str, str] | None:
    """A caption and the credit that ends it ("… on Friday. Photo: AFP"); None where none does."""
    found = _PHOTO_CREDIT_AT_THE_END.search(line, max(0, len(line) - _LONGEST_LINE))
    return (line[: found.start()], found[0].strip()) if found and found.start() else None


def is_source_line(line: str) -> bool:
    """Whether a line says whose the text is: "Source: …", "Quelle: …", "Copyright …", or a web address alone."""
    return bool(_SOURCE.fullmatch(line.removesuffix(".")))


def is_byline(line: str) -> bool:
    """Whether a line names who wrote the text: "By Jane Roe", "Von Jan Muster, Eriwan"."""
    by = _BY.match(line)
    return bool(by and is_name(line[by.end() :])) or _CONTRIBUTED.fullmatch(line) is not None


def is_name(line: str) -> bool:
    """Whether a line could be a person's name and place: two or more words in capitals."""
    names = re.findall(r"[^\s,;]+", line)
    if not _FEWEST_NAMES <= len(names) <= _MOST_NAMES or not names[0][0].isupper():
        return False
    return all(name[0].isupper() or name.casefold() in _SMALL_IN_NAMES for name in names)


def read_signed(line: str) -> tuple[str, str] | None:
    """The author and the agency of "Z Erywania Jan Nowak (PAP)"; None where a line says anything else."""
    found = _SIGNED.fullmatch(line)
    if not found or not (is_agency(found["agency"]) or _IN_CAPITALS.fullmatch(found["agency"])):
        return None
    return found["who"], found["agency"]


def date_of(line: str) -> str | None:
    """The date that a line consists of, without a label such as "Published:"; None where it says more.

    Of several, such as those of publication and of the last change, it is the first.
    """
    dates = [_date(part) for part in re.split(r"\s+[|•·]\s+", line)]
    return dates[0] if all(dates) else _date(line)


def _date(line: str) -> str | None:
    label = _LABEL.match(line)
    date = line[label.end() :] if label else line
    if len(date) > _LONGEST_DATE or not _YEAR.search(date):
        return None
    parts = re.split(r"\s+(?:[|·•–—-]\s+)?", date.strip())
    days = [part for part in parts if _DAY.fullmatch(part) or _WHOLE_DAY.fullmatch(part)]
    others = [part for part in parts if part not in days and _YEAR_OR_HOUR.fullmatch(part)]
    words = [part for part in parts if part.strip("().,").isalpha()]
    whole = len(days) == 1 and len(words) <= _MOST_WORDS_OF_A_DATE
    return date if whole and len(days) + len(others) + len(words) == len(parts) else None
