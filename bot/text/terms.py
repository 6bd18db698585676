"""What a text is about, as a set: the stems of its words that carry content, its acronyms and its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.text.words import fold, folded_words, written_words

_SHORTEST = 4
Meanings = Callable[[str, str | None], Sequence[str]]
"""A text and its language, to what its words stand for in every language, each as often as it stands there; places
with "@" before them where they stand beside other meanings."""

_MEANING = "="
_PLACE = "=@"
# The first six letters are stem enough: "Armenia", "Armenian"; "Karabachu", "Karabach". Shorter merges
# "Armenia" with "army"; the same length serves the grouping of stories.
_STEM = 6

# Words of four letters and more that stand in any text. Those that are missing only weigh a little too
# much: what most stories of a window use counts for little (`bot.briefing.choice`).
_COMMON = frozenset(
    fold(word)
    for word in """
    about above after again against ahead almost along also although among amid another because been before being
    between both could does doing down during each even ever every from further have having here himself however into
    itself just like made make many meanwhile more most much must near only other others over said same says should
    since some still such than that their them themselves then there these they this those though through under until
    upon very week were what when where whether which while will with within without would year years your

    albo bardzo bedzie bez byla bylo byly ciagu czyli dlatego gdzie jako jednak jego jeszcze jest jeszcze juz kiedy
    ktora ktorej ktore ktory ktorych ktorzy lata miedzy moze nich niej nawet niz oraz podczas ponad powodu przed przez
    przy roku rowniez sobie swoich tego takze teraz tych tylko tym wiele wobec wraz wsrod zostal zostala zostalo

    более больше будет были было быть всех если есть ещё которая которого которой которые который между может этого
    этом этот также только того чтобы после перед при года году когда однако этой уже очень

    aber alle auch beim bereits damit dass dem denn diese diesem dieser doch durch eine einem einen einer eines haben
    hatte hier ihre ihren immer kann mehr nach nicht noch oder ohne schon sein seine sich sind sowie über unter vom
    wegen weil wenn werden wird wurde wurden zwischen zum zur

    ainsi alors après aussi autre avant avec avoir cette comme contre dans depuis deux dont elle elles encore entre
    être leur leurs mais même moins nous notre pendant plus pour quand sans selon ses sont sous sur tous tout très une
    vers vous

    ante aunque cada como cuando desde donde durante entre esta este esto hacia hasta más muy otros para pero porque
    según ser sobre también tiene todo tras una

    ayrıca bir daha değil diye gibi göre için kadar olan olarak oldu olduğu sonra üzere

    або були було бути вже для його коли між може після під про також такий тільки що щодо який якого які
    """.split()  # noqa: SIM905 - a list of words
)


def no_meanings(text: str, language: str | None) -> Sequence[str]:  # noqa: ARG001 - the signature of Meanings
    """For texts of one language: words are compared as they are written."""
    return ()


@lru_cache(maxsize=1024)
def terms(text: str) -> frozenset[str]:
    """The folded stems of long words, acronyms ("EU") and figures of a text, each once."""
    return frozenset(filter(None, map(_term, written_words(text))))


@lru_cache(maxsize=4096)
def all_terms(text: str, language: str | None, meanings: Meanings) -> frozenset[str]:
    """The terms of a title, a sentence or a lead, and what it means in any language; asked for more than once."""
    return terms(text).union(meaning_terms(meanings(text, language)))


@lru_cache(maxsize=16384)
def _term(written: str) -> str:
    """The stem of a word that carries content, else nothing."""
    folded = fold(written)
    if folded.isdecimal():
        return root(folded)
    is_acronym = len(written) > 1 and written.isupper()
    return root(folded) if is_acronym or (len(folded) >= _SHORTEST and folded not in _COMMON) else ""


@lru_cache(maxsize=16384)
def _root_and_term(written: str) -> tuple[str, str]:
    return root(fold(written)), _term(written)


def roots_and_terms(text: str) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in a text whatever its ending, common words too; and how often each term."""
    roots: Counter[str] = Counter()
    found: Counter[str] = Counter()
    counts = Counter(written_words(text))
    for (its_root, term), count in zip(map(_root_and_term, counts), counts.values(), strict=True):
        roots[its_root] += count
        if term:
            found[term] += count
    return roots, found


def root(folded: str) -> str:
    """A word without most of its ending."""
    return folded[:_STEM]


def meaning_terms(meanings: Sequence[str]) -> list[str]:
    """Meanings as terms that no word is."""
    return [_MEANING + meaning for meaning in meanings]


def is_happening(term: str) -> bool:
    """Whether it is a meaning and no place: what was done, rather than where and by whom."""
    return term.startswith(_MEANING) and not term.startswith(_PLACE)


def is_place(term: str) -> bool:
    """Whether it is the meaning of a place."""
    return term.startswith(_PLACE)


def in_any_language(given: frozenset[str]) -> frozenset[str]:
    """The terms that are the same in every language: meanings and figures."""
    return frozenset(term for term in given if term.startswith(_MEANING) or term.isdecimal())


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the other holds too; 0 for an empty set."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def folded_line(text: str) -> str:
    """A sentence reduced to its folded words, for telling whether two are the same."""
    return " ".join(folded_words(text))
