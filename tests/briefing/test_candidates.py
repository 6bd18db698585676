from __future__ import annotations

import pytest

from bot.briefing.candidates import candidates, opening
from bot.briefing.datelines import without_dateline
from bot.briefing.flaws import Flaw
from bot.text.sentences import Span
from bot.text.terms import no_meanings
from tests.briefing.examples import article


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("KALYM, Straits (AP) — A ferry ran aground on Friday.", "A ferry ran aground on Friday."),
        ("Kalym (Reuters) - A ferry ran aground on Friday.", "A ferry ran aground on Friday."),
        ("(AFP) A ferry ran aground near Kalym on Friday.", "A ferry ran aground near Kalym on Friday."),
        ("Kalym, May 1. /TASS/. A ferry ran aground on Friday.", "A ferry ran aground on Friday."),
        ("КАЛЫМ, 1 мая - РИА Новости. Паром сел на мель в пятницу.", "Паром сел на мель в пятницу."),
        ("Калым. 1 мая. ИНТЕРФАКС - Паром сел на мель в пятницу.", "Паром сел на мель в пятницу."),
        ("Kalym, 1 maja (PAP) - Prom osiadł na mieliźnie w piątek.", "Prom osiadł na mieliźnie w piątek."),
        ("• A ferry ran aground near Kalym on Friday.", "A ferry ran aground near Kalym on Friday."),
        ("KALYM — A ferry ran aground here on Friday.", "A ferry ran aground here on Friday."),
        (
            "- Prom nie tonie, zapewniam wszystkich - mówi kapitan.",
            "Prom nie tonie, zapewniam wszystkich - mówi kapitan.",
        ),
    ],
)
def test_a_dateline_is_trimmed_by_moving_the_start(text: str, rest: str) -> None:
    start, end = without_dateline(text, Span(0, len(text)))
    assert text[start:end] == rest


@pytest.mark.parametrize(
    "text",
    [
        "The captain (Anna Nowicka) – who is on leave – was told.",
        "NATO — the alliance of its neighbours — sent a ship.",
        "Reuters reported that a ferry ran aground on Friday.",
        "A ferry ran aground, the Kalym port (KPT) - its owner - said.",
        "Kalym (AP) - Short.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert without_dateline(text, Span(0, len(text))) == (0, len(text))


def test_the_span_of_a_trimmed_sentence_begins_after_the_dateline() -> None:
    given = article("a", "Ferry aground", "KALYM (AP) — A ferry ran aground on Friday. Nobody was hurt in it.")
    [first, second] = [candidate.quote for candidate in candidates(given)]
    assert (first.text, first.start) == ("A ferry ran aground on Friday.", 13)
    assert given.text[second.start : second.end] == second.text


@pytest.mark.parametrize(
    ("sentence", "language", "leans"),
    [
        ("The deal obliges Odra to pull its ships back.", "en", True),
        ("The deal between Odra and Kalym was signed in June.", "en", False),
        ("The deal that Odra signed obliges it to pull back.", "en", False),
        ("Forty sailors were taken, according to the ministry.", "en", True),
        ("Forty sailors were taken, according to the ministry of Odra.", "en", False),
        ("Forty sailors were taken, according to Odra's ministry.", "en", False),
        ("The ships will leave on Friday, the minister said.", "en", True),
        ("По данным ведомства, пострадали сорок моряков.", "ru", True),
    ],
)
def test_what_speaks_of_a_deal_or_a_ministry_as_known_leans_unless_it_opens_its_report(
    sentence: str, language: str, *, leans: bool
) -> None:
    opens, follows = (
        article("a", "Ships", text, language=language) for text in (sentence, f"{'Korn. ' * 3}A ship left. {sentence}")
    )
    found = [next(each for each in candidates(given) if each.quote.text == sentence) for given in (opens, follows)]
    assert [bool(each.flaws & Flaw.LEANS) for each in found] == [False, leans]


@pytest.mark.parametrize(
    ("sentence", "language", "flaw"),
    [
        ("A ferry ran aground off Kalym on Friday.", "en", Flaw.NONE),
        ("Both sides blame each other for the wreck.", "en", Flaw.NONE),
        ("Will the ferry ever sail to Kalym again?", "en", Flaw.QUESTION),
        ("Dlaczego nikt nie strzegł promu w Kalym? - pytał burmistrz.", "pl", Flaw.QUESTION),
        ("Почему никто не охранял паром в Калыме? — спросил мэр.", "ru", Flaw.QUESTION),
        ("Burmistrz Kalym kazał zamknąć port w piątek. - Na co czekać? - spytał radnych.", "pl", Flaw.NONE),
        ("He said that the ferry had been warned.", "en", Flaw.LEANS),
        ("But the owner of the ferry denied it.", "en", Flaw.LEANS),
        ("Jak dodał, prom nie miał ważnych badań.", "pl", Flaw.LEANS),
        ("Kapitan promu nie miał ważnych badań lekarskich.", "pl", Flaw.NONE),
        ("По его словам, паром был исправен и сейчас.", "ru", Flaw.LEANS),
        ("Sie war nach Angaben der Polizei nicht versichert.", "de", Flaw.LEANS),
        ("Wcześniej utknęli pod pokładem po zderzeniu z molem.", "pl", Flaw.LEANS),
        ("Według polityków oznacza to koniec linii na wyspę.", "pl", Flaw.LEANS),
        ("Ogłosiły władze w Kalym.", "pl", Flaw.LEANS),
        ("Речь идет о двух паромах и одной барже.", "ru", Flaw.LEANS),
        ("Йдеться про два пороми й одну баржу.", "uk", Flaw.LEANS),
        ("В порту Калыма это опровергли и показали списки.", "ru", Flaw.LEANS),
        ("The harbour of Kalym denied this and showed its lists.", "en", Flaw.LEANS),
        ("Most of them had come from the island that morning.", "en", Flaw.LEANS),
        ("Most of the sailors had come from the island.", "en", Flaw(0)),
        ("Jest ich już ponad tysiąc na samej wyspie.", "pl", Flaw.LEANS),
        ("Wśród nich jest kapitan promu i jego zastępca.", "pl", Flaw.LEANS),
        ("Многие из них приехали с острова утром.", "ru", Flaw.LEANS),
        ("Viele von ihnen kamen am Morgen von der Insel.", "de", Flaw.LEANS),
        ("In doing so the owner broke the law of the island.", "en", Flaw.LEANS),
        ("Pour sa part le capitaine a nié la faute.", "fr", Flaw.LEANS),
        ("Por su parte el capitán negó la culpa.", "es", Flaw.LEANS),
        ("Dadurch verlor die Reederei zwei ihrer Fähren.", "de", Flaw.LEANS),
        ("Po tym, jak prom osiadł na mieliźnie, zamknięto port.", "pl", Flaw.NONE),
        ("A ferry that ran aground off Kalym on…", "en", Flaw.CUT_OFF),
        ("A ferry that ran aground off Kalym [...]", "en", Flaw.CUT_OFF),
        ("A ferry ran aground near the island of", "en", Flaw.CUT_OFF),
        ("Prom osiadł w piątek na mieliźnie, poinformowali we", "pl", Flaw.CUT_OFF),
        ("Here’s what we know about the ferry so far.", "en", Flaw.TEASER),
        ("Read more about the ferry on our pages.", "en", Flaw.TEASER),
        ("• Captain of the ferry off Kalym was asleep, inquiry finds", "en", Flaw.TEASER | Flaw.UNFINISHED),
        ("• A ferry ran aground off Kalym on Friday.", "en", Flaw.NONE),
        ("Czytaj więcej o promie na naszych stronach.", "pl", Flaw.TEASER),
        ("Sea News host Jan Kos spoke with Mayor Anna Nowicka about the ferry.", "en", Flaw.TEASER),
        ("Mayor Anna Nowicka of Kalym spoke with the captain about the wreck.", "en", Flaw.NONE),
        ("Anna Nowicka joins Fox Sea's Jan Kos to discuss the ferry.", "en", Flaw.TEASER),
        ("Anna Nowicka joined the hosts of 'Sea & Friends' to discuss the ferry.", "en", Flaw.TEASER),
        ("Anna Nowicka zdradziła też, kiedy prom popłynie do Kalym.", "pl", Flaw.TEASER),
        ("Anna Nowicka zapowiada, że więcej informacji o promie poda w piątek.", "pl", Flaw.TEASER),
        ("Anna Nowicka podała w piątek, że na promie było 30 osób.", "pl", Flaw.NONE),
        ("Подробности о пароме в Калыме сообщат позже.", "ru", Flaw.TEASER),
        ("Weitere Einzelheiten sollen am Freitag in Kalym folgen.", "de", Flaw.TEASER),
        ("Wrak promu pod Kalym to nie wszystko.", "pl", Flaw.TEASER),
        ("The wreck off Kalym is only the beginning.", "en", Flaw.TEASER),
        ("Паром на мели это еще не все.", "ru", Flaw.TEASER),
        ("Die Fähre auf Grund, das ist nicht alles.", "de", Flaw.TEASER),
        ("Ferry aground in the Straits – latest news updates", "en", Flaw.TEASER | Flaw.UNFINISHED),
        ("Until you turned to the page of the captain of the ferry.", "en", Flaw.TEASER),
        ("Some wonder what the owner of the ferry might do next.", "en", Flaw.TEASER),
        ("As the strike of the ferries enters its third day, these are the main developments.", "en", Flaw.TEASER),
        ("See all our coverage of the ferries in the Straits.", "en", Flaw.TEASER),
        ("The BBC’s Mira Ode reports on how the town reacts to it.", "en", Flaw.TEASER),
        ("Kalym should build a bridge without delay.", "en", Flaw.ARGUES),
        ("The mayor said Kalym should build a bridge.", "en", Flaw.NONE),
        ("Nobody was hurt.", "en", Flaw.NONE),
        ("A miracle.", "en", Flaw.TOO_SHORT),
        ("A ferry ran aground off Kalym on Friday", "en", Flaw.UNFINISHED),
        ("The ferry line to Kalym was sold in 1998.", "en", Flaw.LOOKS_BACK),
        ("The ferry line to Kalym is kept open from 2035 to 2040.", "en", Flaw.NONE),
        ("The ferry line has long been the pride of Kalym.", "en", Flaw.LOOKS_BACK),
        ("Linia promowa do Kalym upadła dwadzieścia lat temu.", "pl", Flaw.LOOKS_BACK),
        ("It was sold in 1998, the mayor of Kalym said.", "en", Flaw.LEANS),
        ("Kalym sees the worst storm since 1998.", "en", Flaw.NONE),
        ("The line to the island is our pride.", "en", Flaw.LEANS),
        ("The line to the island is our pride, the mayor of Kalym said.", "en", Flaw.NONE),
        ("You could sense the panic in the harbour of Kalym.", "en", Flaw.LEANS),
        ("The mayor of Kalym said: do not board your ferries yet.", "en", Flaw.NONE),
        ("The US coast guard sent two of its ships to Kalym.", "en", Flaw.NONE),
        ("The harbour of Charles I had two lighthouses and a dock.", "en", Flaw.NONE),
        ("Kalym shows My Fair Lady on a stage in its harbour.", "en", Flaw.NONE),
        ("I had never seen a ferry as empty before.", "en", Flaw.LEANS),
        ("The council of Kalym has set to work on the line.", "en", Flaw.NONE),
        ("Prom na wyspę jest naszym wielkim atutem.", "pl", Flaw.LEANS),
        ("Паром на остров это наш большой успех.", "ru", Flaw.LEANS),
        ("Die Fähre nach Kalym ist unser größter Erfolg.", "de", Flaw.LEANS),
        ("The council of Kalym is set to close the line.", "en", Flaw.ANNOUNCES),
        ("W Kalym linia promowa ma zostać zamknięta.", "pl", Flaw.ANNOUNCES),
        ("Anna Nowicka i Jan Kowal w porcie Lidry.", "pl", Flaw.NONE),
        ("Anna Nowicka oraz Jan Kowal w Lidrze.", "pl", Flaw.NAMES_ALONE),
        ("Flowers lie at a police station in Lidra on April 28, 2026.", "en", Flaw.CAPTION),
        ("Divers search the harbour of Kalym, Straits, on Jan. 4, 2022.", "en", Flaw.CAPTION | Flaw.LOOKS_BACK),
        ("FILE - In this April 2, 2026 file photo, divers search the harbour of Kalym.", "en", Flaw.CAPTION),
        ("In this Friday, April 3, 2026 photo, divers search the harbour of Kalym.", "en", Flaw.CAPTION),
        ("In this year of storms the ferry made no photo of itself.", "en", Flaw.NONE),
        ("Oda Lind, 24, died in Long Street, Lidra, shortly after ten, on April 28, 2026.", "en", Flaw.NONE),
        ("The line to Kalym will open again on June 12, 2026.", "en", Flaw.NONE),
        ("“The children were happy, but the ferry was sinking.”", "en", Flaw.LEANS),
        ("“The mayor told me that the ferry was safe. So it was.”", "en", Flaw.LEANS),
        ("'The captain didn't see the harbour.'", "en", Flaw.LEANS),
        ("„Prom był bezpieczny i miał nowe badania”.", "pl", Flaw.LEANS),
        ("“The ferry was safe,” the mayor of Kalym said.", "en", Flaw.NONE),
        ("'Safe' ferry sinks off the 'Cape of Kalym'", "en", Flaw.NONE),
        ("71 min: Kos shoots from the edge of the Kalym box.", "en", Flaw.TEASER),
        ("@KornLive the best I can say is that it will shake everyone in Kalym.", "en", Flaw.LEANS),
        ("@KornLive will shake everyone in Kalym, the mayor said.", "en", Flaw.NONE),
        ("Email Oda or tweet her at the harbour", "en", Flaw.TEASER | Flaw.UNFINISHED),
        ("Updates from day two of the Kalym regatta", "en", Flaw.TEASER | Flaw.UNFINISHED),
        ("Wynik regat i relacja na żywo w portalu Kalym.", "pl", Flaw.TEASER),
        ("Der Hafen von Kalym ist zu.", "de", Flaw.NONE),
        ("Good morning, readers of the ferry pages.", "en", Flaw.TEASER),
        ("You can email the harbour desk of Kalym here.", "en", Flaw.TEASER),
        ("Our reporter Oda Lind in Kalym has more.", "en", Flaw.TEASER),
        ("On Straits Radio he called the ferry a wreck.", "en", Flaw.LEANS),
        ("In Kalym the mayor said that he had sold the ferry.", "en", Flaw.NONE),
        ("With the sale of the ferry line, she lost her house.", "en", Flaw.LEANS),
        ("Individually, they could be seen as a slip.", "en", Flaw.LEANS),
        ("Hours later the whole harbour of Kalym was shut.", "en", Flaw.LEANS),
        ("After Oda Lind sold the ferry line, she lost her house.", "en", Flaw.NONE),
        ("With the sale of the ferry line, the mayor lost her house.", "en", Flaw.NONE),
        ("Następnego dnia zamknięto cały port w Kalym.", "pl", Flaw.LEANS),
        ("The 14-year-old was alone on board.", "en", Flaw.LEANS),
        ("The 14-year-old, a passenger from Kalym, was alone on board.", "en", Flaw.LEANS),
        ("We said on Friday that the line would close.", "en", Flaw.LEANS),
        ("When I was a child the ferry sailed twice a day.", "en", Flaw.LEANS),
        ("The enemy sank two ferries in the night.", "en", Flaw.LEANS),
        ("“Nobody had warned the crew of it,” she said.", "en", Flaw.LEANS),
        ("“Nobody had warned the crew of it,” its spokesman said on Friday.", "en", Flaw.LEANS),
        ("“Nobody had warned the crew of it,” said its owner, Oda Lind.", "en", Flaw.LEANS),
        ("“Nobody had warned the crew of it,” Kalym's mayor said.", "en", Flaw.NONE),
        ("„Niemand hat die Mannschaft gewarnt“, sagte ihr Sprecher am Freitag.", "de", Flaw.LEANS),
        ("«Экипаж никто не предупредил», — заявил его представитель.", "ru", Flaw.LEANS),
        ("«Экипаж никто не предупредил», — заявил мэр Калыма.", "ru", Flaw.NONE),
        ("The harbour of Kalym rejected the charge and said its lamps were lit.", "en", Flaw.LEANS),
        ("The harbour of Kalym rejected a charge by the mayor that its lamps were out.", "en", Flaw.NONE),
        ("Die Stadt Kalym wies den Vorwurf zurück und sagte, alle Lampen brannten.", "de", Flaw.LEANS),
        ("Die Stadt Kalym wies den Vorwurf zurück, alle Lampen seien aus gewesen.", "de", Flaw.NONE),
        ("Das Gericht in Kalym sprach den Kapitän am Freitag frei.", "de", Flaw.NONE),
        ("Das sagte die Richterin von Kalym am Freitag.", "de", Flaw.LEANS),
        ("El puerto de Kalym cerró el viernes.", "es", Flaw.NONE),
        ("This week the port of Kalym was closed.", "en", Flaw.NONE),
        ("Ce lundi, le port de Kalym a fermé.", "fr", Flaw.NONE),
        ("Ce port a fermé lundi à Kalym.", "fr", Flaw.LEANS),
        ("Según el puerto de Kalym, nadie resultó herido.", "es", Flaw.NONE),
        ("Il y a un an, le port de Kalym fermait.", "fr", Flaw.NONE),
        ("Es gab zwölf Tote bei einem Brand in Kalym.", "de", Flaw.NONE),
        ("Está previsto que el puerto de Kalym cierre el viernes.", "es", Flaw.NONE),
        ("Esta línea cerró el viernes.", "es", Flaw.LEANS),
        ("Diese Woche wurde der Hafen von Kalym geschlossen.", "de", Flaw.NONE),
        ("Bu sabah Kalym limanı kapatıldı.", "tr", Flaw.NONE),
        ("Su baskını Kalym limanını kapattı.", "tr", Flaw.NONE),
        ("Bu liman pazartesi günü kapatıldı.", "tr", Flaw.LEANS),
        ("Этой ночью закрыли порт Калыма.", "ru", Flaw.NONE),
        ("Él dijo que el puerto de Kalym cerró.", "es", Flaw.LEANS),
        ("El puerto de Kalym negó la acusación y dijo que no hubo aviso.", "es", Flaw.LEANS),
        ("Порт Калыма отверг обвинения и сообщил, что лампы горели.", "ru", Flaw.LEANS),
        ("“The line had one rule: ‘You are late!’", "en", Flaw.LEANS),
        ("Nobody helped the crew, and nobody will.”", "en", Flaw.LEANS),
        ("“Nobody had warned the crew”, read the log of the ferry.", "en", Flaw.NONE),
        ("- Siedem domów na wyspie jest bez prądu.", "pl", Flaw.LEANS),
        ("- Siedem domów jest bez prądu - wylicza Oda Lind.", "pl", Flaw.NONE),
        ("— Семь домов на острове остались без света.", "ru", Flaw.LEANS),
        ("- Seven houses on the island have no power.", "en", Flaw.NONE),
        ("Na promie zrobiliśmy wszystko dla pasażerów.", "pl", Flaw.LEANS),
        ("Chodzi o dwa promy z portu Kalym.", "pl", Flaw.LEANS),
        ("„Widać ruiny i puste domy” – powiedział.", "pl", Flaw.LEANS),
    ],
)
def test_what_speaks_against_a_sentence(sentence: str, language: str, flaw: Flaw) -> None:
    [candidate] = candidates(article("a", "Headline", sentence, language=language))
    assert candidate.flaws == flaw


def test_credits_and_clocks_are_no_sentences() -> None:
    text = "A ferry lies off Kalym on Friday. (Oda Lind/The Kalym Post)\n8.17pm BST\n18:05\nA tug has come."
    found = {each.quote.text: each.flaws for each in candidates(article("a", "Ferry", text))}
    teasers = {line for line, flaws in found.items() if Flaw.TEASER in flaws}
    assert teasers == {"(Oda Lind/The Kalym Post)", "8.17pm BST", "18:05"}


COLUMN = "You could sense the panic in the port. Our line to Kalym is gone. The mayor said that two ferries were sold."


@pytest.mark.parametrize(
    ("text", "language", "flawed"),
    [
        (COLUMN, "en", [True, True, False]),
        (COLUMN, "de", [False] * 3),
        ("You could sense the panic in the port. The line to Kalym is gone.", "en", [False] * 2),
        ("“Our line is gone.” “Our ferries are sold.” Two of them sail for Lidra now.", "en", [False] * 3),
        ("Our line to Kalym is gone. “Our ferries are sold to Lidra now.", "en", [False] * 2),
        ("Our line to Kalym is gone. Read more on our pages about the ferries.", "en", [False] * 2),
        (f"{'The line to Kalym is gone. ' * 4}Our ferries are sold. You could sense the panic.", "en", [False] * 6),
    ],
)
def test_a_column_that_is_listed_as_a_report_is_known_by_who_speaks_in_it(
    text: str, language: str, flawed: list[bool]
) -> None:
    found = candidates(article("a", "Headline", text, language=language))
    assert [Flaw.REMARKS in candidate.flaws for candidate in found] == flawed


def test_the_last_sentence_of_a_text_without_its_full_stop_was_cut() -> None:
    given = article("a", "Headline", "A ferry ran aground on Friday. All its passengers were brought to Kal")
    assert [candidate.flaws for candidate in candidates(given)] == [Flaw.NONE, Flaw.CUT_OFF]


@pytest.mark.parametrize("mark", ["…", "..."])
def test_a_sentence_that_ended_before_the_feed_cut_its_text_is_whole(mark: str) -> None:
    [candidate] = candidates(article("a", "Headline", f"All passengers of the ferry were brought to Kalym.{mark}"))
    assert (candidate.quote.text, candidate.flaws) == ("All passengers of the ferry were brought to Kalym.", Flaw.NONE)


def test_a_full_stop_may_belong_to_what_is_abbreviated_before_the_cut() -> None:
    [candidate] = candidates(article("a", "Headline", "Ceny promów wzrosły w tym roku o 50 proc.…", language="pl"))
    assert candidate.flaws == Flaw.CUT_OFF


def test_a_line_above_the_text_without_a_full_stop_was_not_cut() -> None:
    given = article("a", "Headline", "Passengers of ferry brought ashore\n\nA ferry ran aground on Friday.")
    assert [candidate.flaws for candidate in candidates(given)] == [Flaw.UNFINISHED, Flaw.NONE]


def test_a_text_that_is_its_title_can_be_quoted_as_such() -> None:
    [candidate] = candidates(article("a", "Ferry runs aground off Kalym"))
    assert candidate.flaws == Flaw.BARE_TITLE
    assert (candidate.quote.start, candidate.quote.end) == (0, 28)


def test_a_part_of_a_title_is_no_better_than_the_title() -> None:
    found = candidates(article("a", "New figures for Kalym. Prices, wages and fares of ferries."))
    assert all(Flaw.BARE_TITLE in each.flaws for each in found)


@pytest.mark.parametrize(
    ("sentence", "language", "figures"),
    [
        ("Six of 120 people were hurt in 2026.", "en", {"6", "120"}),
        ("Rannych zostało sześciu ze 120 osób.", "pl", {"6", "120"}),
        ("Пострадали шестеро из 120 человек.", "ru", {"6", "120"}),
        ("Prom wypłynął 19 września o godz. 11.30.", "pl", set()),
        ("The ferry left on 19 September, at 9 am.", "en", set()),
    ],
)
def test_figures_are_what_is_counted_and_no_dates(sentence: str, language: str, figures: set[str]) -> None:
    [candidate] = candidates(article("a", "Headline", sentence, language=language))
    assert candidate.figures == figures


@pytest.mark.parametrize(
    ("sentence", "language", "is_toll"),
    [
        ("At least 12 people were killed on the ferry.", "en", True),
        ("Na promie zginęło co najmniej 12 osób.", "pl", True),
        ("На пароме погибли 12 человек и команда.", "ru", True),
        ("People were killed on the ferry on Friday.", "en", False),
        ("The ferry carried 12 cars and a lorry.", "en", False),
    ],
)
def test_a_toll_counts_people(sentence: str, language: str, *, is_toll: bool) -> None:
    [candidate] = candidates(article("a", "Headline", sentence, language=language))
    assert candidate.tells_toll is is_toll


def test_of_a_long_text_only_the_beginning_is_read_and_no_sentence_cut_by_it() -> None:
    given = article("a", "Headline", "A ferry ran aground off Kalym on Friday. " * 200)
    found = list(candidates(given))
    assert 0 < len(found) <= 12
    assert all(candidate.quote.text.endswith("Friday.") for candidate in found)


def test_the_opening_passes_over_what_cannot_stand_alone() -> None:
    given = article("a", "Headline", "What is Kalym? Kalym is an island in the Straits. It has one port.")
    opened = opening(given, no_meanings)
    assert opened
    assert opened.quote.text == "Kalym is an island in the Straits."


def test_an_article_without_words_is_opened_by_what_it_has() -> None:
    opened = opening(article("a", "Headline", "—"), no_meanings)
    assert opened
    assert opened.quote.text == "—"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("- Prom stoi. Port oszukał podróżnych. Nikt nie płynie - powiedział Jan Kos. Rejsy wrócą w piątek.", [2, 3]),
        ("- Паром стоит. Порт обманул пассажиров. Никто не плывёт - заявил Ян Кос. Рейсы вернутся в пятницу.", [2, 3]),
        ("- Prom stoi. Port oszukał podróżnych. Nikt nie płynie. Rejsy wrócą w piątek.", [1, 2, 3]),
    ],
)
def test_a_sentence_amid_a_speech_between_dashes_is_not_told_without_who_says_it(text: str, bare: list[int]) -> None:
    language = "ru" if "Паром" in text else "pl"
    found = list(candidates(article("a", "Prom", text, language=language)))
    assert [each.position for each in found if Flaw.LEANS not in each.flaws] == bare
