"""Where a report's first sentence begins, after the place, the date and the agency that stand before it."""

from __future__ import annotations

import re

from bot.text.sentences import Span

_LONGEST = 80
_FEWEST_CHARACTERS_LEFT = 25

# Only names of agencies are skipped: "Aliyev (Baku) - …" may be the subject of the sentence.
_NAMES = """
    AP|AFP|Reuters|REUTERS|Associated Press|PAP|dpa|DPA|TASS|ТАСС|ANSA|EFE|CNN|UPI|RIA|РИА|AA|Anadolu|Xinhua|XINHUA
    |Bloomberg|Interfax|INTERFAX|ИНТЕРФАКС|Интерфакс|Sputnik|SPUTNIK|УНІАН|УНИАН|Ukrinform|УКРІНФОРМ|BTA|MTI|ČTK|CTK|APA
    |ANI|Kyodo|Yonhap|Belga|ATS|KEYSTONE-SDA|Ritzau|TT|NTB|LETA|BNS|ELTA|BELTA|БЕЛТА|АРМЕНПРЕСС|ARMENPRESS|Armenpress
    |АрмИнфо|ARKA|АРКА|Trend|TREND|Report|РИА Новости|RIA Novosti|IRNA|MNA|KUNA|WAM|SANA
    """
_AGENCY = "(?:The )?(?:" + "|".join(name.strip() for name in _NAMES.split("|")) + ")"
_AGENCIES = rf"{_AGENCY}(?:[/ ,-]{{1,3}}{_AGENCY})?"
_DASH = r"\s*(?:--|[-–—])\s*"
# Words of a place, a country and a date: no verb is among so few, so nothing is said before the agency.
_PLACE = r"(?:[^\W_][\w'’.-]*(?:,?\s|,)\s?){0,8}?"

_FORMS = (
    # BAKU, Azerbaijan (AP) — · Warszawa, 20 wrz (PAP) - · (Reuters) –
    re.compile(rf"{_PLACE}\({_AGENCIES}\)(?:{_DASH}|\s*[:.]\s*|\s+)"),
    # MOSCOW, September 20. /TASS/. · ЕРЕВАН, 20 сентября. /ТАСС/
    re.compile(rf"{_PLACE}/{_AGENCIES}/\.?(?:{_DASH}|\s+)"),
    # ЕРЕВАН, 20 сен - РИА Новости. · Баку. 19 сентября. ИНТЕРФАКС - · YEREVAN, SEPTEMBER 20, ARMENPRESS.
    re.compile(rf"{_PLACE}(?:[-–—]\s)?{_AGENCIES}(?:\.\s+|{_DASH})(?=[^\W\d_a-zа-яё])"),
    # STEPANAKERT — · BAKU, Azerbaijan – : a place in capitals, and a capital after the dash.
    re.compile(
        r"(?=[^a-zа-яё]{4})[^\W\d_][^\W\d_.'’ -]{1,20}(?: [^\W\d_a-zа-яё]{2,20}){0,2}(?:, [^\W\d_][\w. ]{1,20})?"
        r"\s(?:--|[–—])\s(?=[“\"«„‘']?[^\W\d_a-zа-яё])"
    ),
    # • Ferries sail again: an item of a list.
    re.compile(r"[•▪●‣◦]\s*(?=\S)"),
    # - Prezydent robi wszystko, co w jego mocy - powiedział: a dash that opens speech.
    re.compile(r"[-–—]\s+(?=\S)"),
)


def without_dateline(text: str, span: Span) -> Span:
    """The span, begun after its dateline; unchanged where there is none or little would be left."""
    for form in _FORMS:
        found = form.match(text, span.start, min(span.end, span.start + _LONGEST))
        if found and span.end - found.end() >= _FEWEST_CHARACTERS_LEFT:
            return Span(found.end(), span.end)
    return span
