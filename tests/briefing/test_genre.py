from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.briefing.genre import Genre, genre
from tests.briefing.examples import article


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("Ferry runs aground off Kalym", "en", Genre.REPORT),
        ("Ministers to live with smaller budget", "en", Genre.REPORT),
        ("Minister: ferries are safe", "en", Genre.REPORT),
        ("Will the ferry sail again? Owner promises a decision", "en", Genre.REPORT),
        ("Why the ferry ran aground", "en", Genre.EXPLAINER),
        ("What we know about the ferry", "en", Genre.EXPLAINER),
        ("The ferry disaster, explained", "en", Genre.EXPLAINER),
        ("Analysis: a disaster foretold", "en", Genre.EXPLAINER),
        ("Prom na mieliźnie. Co wiemy?", "pl", Genre.EXPLAINER),
        ("Prom na mieliźnie - jak podał resort, nikt nie zginął", "pl", Genre.REPORT),
        ("Prom na mieliźnie – jak poinformowała straż, nikt nie zginął", "pl", Genre.REPORT),
        ("Jak wynika z raportu, prom był przeładowany", "pl", Genre.REPORT),
        ("Jak podać dłoń królowej", "pl", Genre.EXPLAINER),
        ("Prom na mieliźnie - jak do tego doszło", "pl", Genre.EXPLAINER),
        ("O co chodzi w sporze o prom", "pl", Genre.EXPLAINER),
        ("Fähre aufgelaufen – wie das Ministerium mitteilte", "de", Genre.REPORT),
        ("Wie die Behörde für Häfen und Küsten am Freitag mitteilte, lief die Fähre auf", "de", Genre.REPORT),
        ("Fähre aufgelaufen: Wie es in Kalym hieß, wurde niemand verletzt", "de", Genre.REPORT),
        ("Fähre läuft wieder – wie angekündigt", "de", Genre.REPORT),
        ("Fähre aufgelaufen – wie es dazu kam", "de", Genre.EXPLAINER),
        ("Wie die Fähre gehoben wird", "de", Genre.EXPLAINER),
        ("Fähre aufgelaufen, wie das Ministerium mitteilte – was wir wissen", "de", Genre.EXPLAINER),
        ("Что известно о пароме", "ru", Genre.EXPLAINER),
        ("Warum die Fähre auflief", "de", Genre.EXPLAINER),
        ("Pourquoi le ferry s’est échoué", "fr", Genre.EXPLAINER),
        ("Le point sur la grève des ferries", "fr", Genre.EXPLAINER),
        ("Oda Lind kimdir?", "tr", Genre.EXPLAINER),
        ("DIRECTO | El ferri encallado", "es", Genre.LIVE),
        ("Ferry aground – live", "en", Genre.LIVE),
        ("Kalym vs Lidra live: Score and updates from the cup", "en", Genre.LIVE),
        ("Ferry aground, new tariff and more top headlines", "en", Genre.DIGEST),
        ("Kalym v Lidra: when is it and how to watch on TV", "en", Genre.DIGEST),
        ("The smell of the harbour | Brief letters", "en", Genre.DIGEST),
        ("Police find letters in the harbour", "en", Genre.REPORT),
        ("Live Webinar: Safe ferries in five steps", "en", Genre.DIGEST),
        ("Factchecking the mayor’s claims on the ferry", "en", Genre.EXPLAINER),
        ("Hear why sailors are upset about the ferry", "en", Genre.PICTURES),
        ("This is what the mayor said about ferries", "en", Genre.PICTURES),
        ("Don't miss the captain's speech", "en", Genre.PICTURES),
        ("Watch live: The minister speaks on the ferry", "en", Genre.PICTURES),
        ("Прямая трансляция: министр говорит о пароме", "ru", Genre.LIVE),
        ("Ferry latest: captain to be heard", "en", Genre.LIVE),
        ("Prom na mieliźnie. Relacja na żywo", "pl", Genre.LIVE),
        ("Photos: the ferry from the air", "en", Genre.PICTURES),
        ("Prom z powietrza [ZDJĘCIA]", "pl", Genre.PICTURES),
        ("Паром на мели: фоторепортаж", "ru", Genre.PICTURES),
        ("Podcast: an island without a ferry", "en", Genre.DIGEST),
        ("Five things to read tonight", "en", Genre.DIGEST),
        ("Opinion: build the bridge", "en", Genre.OPINION),
        ("Build the bridge | Editorial", "en", Genre.OPINION),
        ("Мнение: мост нужен", "ru", Genre.OPINION),
        ("What the harbour owes the island", "en", Genre.EXPLAINER),
        ("Inside the yard that builds the new ferry", "en", Genre.EXPLAINER),
        ("‘We waited for years’: inside a harbour without ships", "en", Genre.EXPLAINER),
        ("Prom widmo, czyli dlaczego wyspa wciąż czeka", "pl", Genre.EXPLAINER),
        ("Rząd zawiesza linię, czyli jedyne połączenie wyspy", "pl", Genre.REPORT),
        ("Паром-призрак, или Почему остров ждёт", "ru", Genre.EXPLAINER),
        ("Hinter den Kulissen der Werft", "de", Genre.EXPLAINER),
        ("Can the island live without a ferry?", "en", Genre.EXPLAINER),
        ("Ferries: is it time for a bridge?", "en", Genre.EXPLAINER),
        ("Czy wyspa przeżyje bez promu?", "pl", Genre.EXPLAINER),
        ("Выживет ли остров без парома?", "ru", Genre.EXPLAINER),
        ("Чи виживе острів без порома?", "uk", Genre.EXPLAINER),
        ("Kann die Insel ohne Fähre leben?", "de", Genre.EXPLAINER),
        ("Faut-il un pont ?", "fr", Genre.EXPLAINER),
        ("¿Puede la isla vivir sin ferry?", "es", Genre.EXPLAINER),
        ("Ada feribotsuz yaşayabilir mi?", "tr", Genre.EXPLAINER),
        ("Ferry to sail again after all?", "en", Genre.REPORT),
        ("Prom jednak popłynie w piątek?", "pl", Genre.REPORT),
        ("Ferry runs aground off Kalym: who pays?", "en", Genre.REPORT),
        ("Minister asks: “Who pays for the ferry?”", "en", Genre.REPORT),
        ("Five key takeaways from the ferry hearing", "en", Genre.DIGEST),
        ("The Papers: 'Captain asleep' and 'island cut off'", "en", Genre.DIGEST),
        ("The papers of the captain were forged", "en", Genre.REPORT),
        ("Your Wednesday Briefing: Captain asleep", "en", Genre.DIGEST),
        ("TV tonight: the island that sank", "en", Genre.DIGEST),
        ("Anna Nowicka obituary", "en", Genre.DIGEST),
        ("Go inside the hall where the captain waits", "en", Genre.PICTURES),
        ("A look at how the ferry was built", "en", Genre.EXPLAINER),
        ("Zajrzyj do stoczni, w której powstaje prom", "pl", Genre.EXPLAINER),
        ("Ein Blick in die Werft der neuen Fähre", "de", Genre.EXPLAINER),
        ("Добро пожаловать на новый паром", "ru", Genre.EXPLAINER),
        ("Try the captain’s pancake recipe", "en", Genre.DIGEST),
        ("Kalym’s unwise retreat on ferries", "en", Genre.OPINION),
        ("Lidra’s damaging quarrel with Kalym", "en", Genre.OPINION),
        ("Mayor calls retreat on ferries unwise", "en", Genre.REPORT),
        ("Retreat on ferries ‘unwise’, island told", "en", Genre.REPORT),
        ("Storm rages on, damaging two ferries", "en", Genre.REPORT),
        ("Przepis na ciasto kapitana", "pl", Genre.DIGEST),
        ("Plan for ferries is a recipe for strife, says mayor", "en", Genre.REPORT),
        ("Nowe przepisy na promach od piątku", "pl", Genre.REPORT),
        ("LIVE NOW: View over the harbour of Kalym", "en", Genre.LIVE),
        ("FirstFT: Captain asleep", "en", Genre.DIGEST),
        ("Wednesday briefing of the harbour master is called off", "en", Genre.REPORT),
        ("A timeline of the ferry's last hours", "en", Genre.EXPLAINER),
        ("Here's the list of those who were on board", "en", Genre.EXPLAINER),
        ("The ferry and its sisters: A look back", "en", Genre.EXPLAINER),
        ("3 ways to the island without a ferry", "en", Genre.DIGEST),
        ("The 10 best harbours of the north", "en", Genre.DIGEST),
        ("Trzy powody, dla których prom stoi", "pl", Genre.DIGEST),
        ("5 вопросов о пароме", "ru", Genre.DIGEST),
        ("Шість запитань про пором", "uk", Genre.DIGEST),
        ("Fünf Lehren aus dem Unglück", "de", Genre.DIGEST),
        ("Cinq questions sur le ferry", "fr", Genre.DIGEST),
        ("Cinco claves del accidente", "es", Genre.DIGEST),
        ("5 soruda feribot kazası", "tr", Genre.DIGEST),
        ("Five ferries run aground off Kalym", "en", Genre.REPORT),
        ("Two ministers face questions over the ferry", "en", Genre.REPORT),
        ("Storm in the hills. Day 574", "en", Genre.DIGEST),
        ("Burza w górach. Dzień 574", "pl", Genre.DIGEST),
        ("Буря в горах. День 574", "ru", Genre.DIGEST),
        ("Ferry strike enters day 12", "en", Genre.REPORT),
        ("Full text: the minister’s speech on the ferry", "en", Genre.DIGEST),
        ("Im Wortlaut: Die Rede des Ministers zur Fähre", "de", Genre.DIGEST),
        ("Harbour roundup: two ferries back", "en", Genre.DIGEST),
        ("The Long Crossing review – a slow boat", "en", Genre.OPINION),
        ("‘The Long Crossing’ Review: A Slow Boat", "en", Genre.OPINION),
        ("Oda's, Lidra: ‘Soup as it was’ – restaurant review", "en", Genre.OPINION),
        ("Harbour safety review: inspector asks for two pilots", "en", Genre.REPORT),
        ("Inspector asks for two pilots in harbour safety review", "en", Genre.REPORT),
        ("‘The wave came at night’: an extract from Oda Lind’s memoir", "en", Genre.DIGEST),
        ("Corrections & Amplifications", "en", Genre.DIGEST),
        ("Corrections officer of Kalym saves a sailor", "en", Genre.REPORT),
        ("Kos's Take: The Port Fails Again", "en", Genre.OPINION),
        ("In Defense of the Kalym Ferry", "en", Genre.OPINION),
        ("Don't Buy the Port's Forecast", "en", Genre.OPINION),
        ("Don't close the port, Anna Nowicka urges Jan Kos", "en", Genre.REPORT),
        ("Don’t close our port, say sailors of Kalym", "en", Genre.REPORT),
    ],
)
def test_a_title_tells_the_genre(title: str, language: str, found: Genre) -> None:
    assert genre(article("a", title, "Text of it.", language=language)) is found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Six steps we are taking to save the ferry", Genre.OPINION),
        ("You resolved to sail more this year. It's not too late", Genre.OPINION),
        ("I lent my mother my boat", Genre.OPINION),
        ("Share your view on the new ferry", Genre.DIGEST),
        ("Ferry to Kalym: We sank 60 boats in May, minister says", Genre.REPORT),
        ("Anna Nowicka: I won’t let the ferry sail", Genre.REPORT),
        ("'Our ferry is late': Kalym waits", Genre.REPORT),
        ("We will not sail, says owner of the ferry", Genre.REPORT),
        ("Fire at Our Lady of Kalym", Genre.REPORT),
        ("Ministry of Kalym I ferry closes", Genre.REPORT),
        ("I-95 bridge collapses near Kalym", Genre.REPORT),
        ("I.Coast leader wins a fourth term", Genre.REPORT),
        ("Ferries.com and You.com merge", Genre.REPORT),
        ("Owner of the ferry vows we will sail again", Genre.REPORT),
        ("A boat may be what your heart needs, study finds", Genre.REPORT),
        ("Is your ferry safe?", Genre.EXPLAINER),
        ("Ferry strike latest: Port closed", Genre.LIVE),
        ("Ferry strike live briefing: Port closed", Genre.LIVE),
        ("Watch how the ferry was raised", Genre.PICTURES),
        ("Watch sales fall in Kalym", Genre.REPORT),
    ],
)
def test_a_title_that_speaks_to_its_reader_is_no_report_unless_it_tells_who_speaks(title: str, found: Genre) -> None:
    assert genre(article("a", title, "The ferry was built in Odra.")) is found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("world/ferry", Genre.REPORT),
        ("commentisfree/2026/may/01/ferry", Genre.OPINION),
        ("world/live/2026/may/01/ferry", Genre.LIVE),
        ("gallery/2026/5/1/ferry", Genre.PICTURES),
        ("features/2026/5/1/ferry", Genre.EXPLAINER),
        ("membership/2026/5/1/how-we-covered-the-ferry", Genre.DIGEST),
        ("news/deliveries/ferry", Genre.REPORT),
    ],
)
def test_an_address_tells_the_genre(path: str, found: Genre) -> None:
    assert genre(article("a", "Ferry aground", "Text.", url=f"https://news.example/{path}")) is found


@pytest.mark.parametrize(
    ("title", "text", "language", "found"),
    [
        ("Anna Nowicka: Most przyjdzie za późno", "Wyspa czeka od czterdziestu lat.", "pl", Genre.OPINION),
        ("Anna Nowicka: Most przyjdzie za późno", "Tak powiedziała w piątek burmistrz Nowicka.", "pl", Genre.REPORT),
        ("ANNA NOWICKA: The bridge comes too late", "The island has waited for forty years.", "en", Genre.OPINION),
        ("ANNA NOWICKA: The bridge comes too late", "Anna Nowicka on the bridge to the island.", "en", Genre.OPINION),
        ("ANNA NOWICKA: BRIDGE OPENS IN MAY", "Anna Nowicka opens the bridge to the island.", "en", Genre.REPORT),
        ("Anna Nowicka: Mayor of Kalym resigns", "The island needs a new head.", "en", Genre.REPORT),
        ("Anna Nowicka: Most przyjdzie za późno", "Anna Nowicka: Most przyjdzie za późno", "pl", Genre.REPORT),
    ],
)
def test_a_name_before_a_polish_title_is_a_columnist_unless_the_text_knows_it(
    title: str, text: str, language: str, found: Genre
) -> None:
    assert genre(article("a", title, text, language=language)) is found


@pytest.mark.parametrize(
    ("title", "source", "found"),
    [
        ("The bridge comes too late | Anna Nowicka", "The Kalym Mail", Genre.OPINION),
        ("The bridge comes too late | Anna Nowicka and Jan van der Berg", "The Kalym Mail", Genre.OPINION),
        ("A bridge to nowhere, writes ANNA NOWICKA", "The Kalym Mail", Genre.OPINION),
        ("Ferry aground off Kalym | Sea News", "The Kalym Mail", Genre.REPORT),
        ("Ferry aground off Kalym | Lantern Bay", "Lantern Bay Today", Genre.REPORT),
        ("Ferry aground off Kalym | Two dead", "The Kalym Mail", Genre.REPORT),
        ("Mayor of Kalym writes to Odra", "The Kalym Mail", Genre.REPORT),
        ("DAILY MAIL COMMENT: A bridge at last", "The Daily Mail", Genre.OPINION),
    ],
)
def test_a_name_behind_a_title_signs_an_opinion_unless_it_is_the_papers(title: str, source: str, found: Genre) -> None:
    told = replace(article("a", title, "The island has waited for forty years."), source=source)
    assert genre(told) is found


def test_an_article_listed_again_years_later_is_old() -> None:
    told_at = datetime(2026, 5, 1, tzinfo=UTC)
    old = article("a", "Ferry aground", "Text.", url="https://news.example/2024/03/09/ferry", published_at=told_at)
    edited = article("b", "Ferry aground", "Text.", url="https://news.example/2026/04/30/ferry", published_at=told_at)
    no_day = article("c", "Ferry aground", "Text.", url="https://news.example/2024/99/99/ferry", published_at=told_at)
    assert [genre(each) for each in (old, edited, no_day)] == [Genre.OLD, Genre.REPORT, Genre.REPORT]
