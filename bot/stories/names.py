"""How a name sounds, so that its spellings in several languages are one: Pashinyan, Paszynian, Paschinjan.

    endings off → letters of other scripts to Latin → consonants that are confused made one → vowels off

Sibilants are one sound, "w", "v" and "f" are one, "h" is heard only where it begins the name, and vowels only
as the fact that the name begins with one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = """
аa бb вv гg дd еe жs зs иi кk лl мm нn оo пp рr сs тt уu фf хh цs чs шs щs ъ ыi ь эe юu яa єe іi їi ґg ћs ђs ўu ңn
աa բb գg դd եe զs էe ըe թt ժs իi լl խh ծs կk հh ձs ղg ճs մm յi նn շs ոo չs պp ջs ռr սs վv տt րr ցs ւv փp քk օo ֆf
აa ბb გg დd ეe ვv ზs თt იi კk ლl მm ნn ოo პp ჟs რr სs ტt უu ფp ქk ღg ყk შs ჩs ცs ძs წs ჭs ხh ჯs ჰh
"""
_ARMENIAN_U = "ու"
# Azerbaijani writes all names as it speaks them: "Cermuk", "Xankəndi", "Quterreş".
_AZERBAIJANI = str.maketrans({"c": "s", "x": "h", "q": "g"})
_TO_LATIN = str.maketrans({pair[0]: pair[1:] for pair in _LETTERS.split()})

_SOUNDS = (
    ("tsch", "s"), ("dsch", "s"), ("shch", "s"), ("sch", "s"), ("tch", "s"), ("sh", "s"), ("zh", "s"), ("kh", "h"),
    ("gh", "g"), ("cz", "s"), ("sz", "s"), ("ts", "s"), ("tz", "s"), ("dz", "s"), ("ds", "s"), ("dj", "s"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "ks"),
)  # fmt: skip
_ONE_SOUND = str.maketrans({"c": "k", "q": "k", "w": "v", "f": "v", "z": "s"})
_VOWELS = frozenset("aeiouyj")
_SOFT_CH = frozenset({"pl", "de"})  # "ch" as in Bach; elsewhere as in church

# What the cases of a name add to it, in the languages that inflect names.
_ENDINGS = re.compile(
    r"(?:owi|ego|emu|ami|ach|iem|em|om|ym|im|ами|ого|ому|ах|ом|ем|ым|им|ой|ის|მა|ით|ს|ում|ից|ներ|ին|ի|ը)$"
)
_INFLECTING = frozenset({"pl", "ru", "uk", "ka", "hy"})
_SHORTEST_INFLECTED = 6
_SHORTEST_INFLECTED_IN = {"hy": 7}  # letters: "Պուտին" ends as cases do
_SHORTEST_SKELETON = 3


@lru_cache(maxsize=8192)
def sound(folded: str, language: str) -> str:
    """The skeleton of a folded name as it sounds in a language; the name itself where that leaves too little."""
    name = folded
    if language in _INFLECTING and len(name) >= _SHORTEST_INFLECTED_IN.get(language, _SHORTEST_INFLECTED):
        name = _ENDINGS.sub("", name)
    if language == "az":
        name = name.translate(_AZERBAIJANI)
    latin = name.replace(_ARMENIAN_U, "u").translate(_TO_LATIN)
    for written, heard in _SOUNDS:
        latin = latin.replace(written, heard)
    latin = latin.replace("ch", "h" if language in _SOFT_CH else "s").translate(_ONE_SOUND)
    skeleton = ""
    for at, letter in enumerate(latin):
        if letter in _VOWELS:
            skeleton += "" if at else "*"
        elif not (at and letter in ("h", latin[at - 1])):
            skeleton += letter
    return skeleton if len(skeleton) >= _SHORTEST_SKELETON else f"={name}"
