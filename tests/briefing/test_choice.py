from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.briefing.candidates import candidates
from bot.briefing.choice import choose
from bot.briefing.page import StoryChoice
from bot.briefing.repeats import Headline
from bot.briefing.saying import story_terms
from bot.model import Article
from bot.stories.meanings import meanings_in
from bot.text.terms import Meanings, all_terms, no_meanings, terms
from tests.briefing.examples import article


def test_what_every_voice_says_comes_before_a_detail_in_common_words() -> None:
    detail = "One of the lamps of the harbour and one of the bells of the church were new."
    reports = [
        article("a", "Ferry", f"{detail} Rescuers brought passengers ashore near Kalym."),
        article("b", "Ferry", "Near Kalym all of the passengers of the ferry were brought ashore by the rescuers."),
        article("c", "Ferry", "All the passengers were brought ashore by the rescuers in the night near Kalym."),
    ]
    found = list(candidates(reports[0]))
    story = StoryChoice("s", "s", 1.0, found, story_terms(reports), most=1, most_when_quiet=1)
    assert [each.quote.text for each in choose([story], budget_words=60)["s"]] == [found[1].quote.text]


def test_room_is_not_filled_with_what_headline_and_sentences_have_said() -> None:
    said = "Kalym expelled an envoy of Odra on Friday after a quarrel over the water of the dam."
    again = "Kalym expelled the Odra envoy hours after its ministers met overnight."
    news = "Insurers expect claims of farmers downstream to reach 40 million crowns."
    reports = [
        article(each, "Kalym expels envoy of Odra", text) for each, text in zip("abc", (said, again, news), strict=True)
    ]
    assert told_of(reports) == {said, news}
    assert told_of(reports, fills=True) == {said, again, news}


def test_what_readers_cannot_read_is_compared_by_its_meaning_and_not_by_the_names_in_it() -> None:
    said = "Kalym, Odra and Sorven met on Friday for talks on the water of the dam."
    foreign = "Kalym, Odra i Sorven zapraszają premiera Lidry."
    reports = [
        article("a", "Kalym, Odra and Sorven meet", said),
        article("b", "Kalym, Odra i Sorven", foreign, language="pl"),
    ]
    assert told_of(reports, languages=("en", "pl")) == {said}
    assert told_of(reports, languages=("en",)) == {said, foreign}


def test_what_readers_cannot_read_is_left_out_where_it_is_told_here_and_there() -> None:
    said = [
        "Armenia and Azerbaijan agreed on a ceasefire after talks in Moscow for 12 hours, ministers said.",
        "On Friday a protest in the streets of Yerevan drew students, police said.",
    ]
    again = "W piątek w Erywaniu trwał protest przeciw zawieszeniu broni po rozmowach w Moskwie."
    news = f"{again[:-1]}, a wybory odłożono po trzęsieniu ziemi."
    for foreign, told in [(again, {*said}), (news, {*said, news})]:
        reports = [
            article("a", "Truce", said[0]),
            article("b", "Students", said[1]),
            article("c", "Erywań", foreign, language="pl"),
        ]
        assert told_of(reports, languages=("en",), meanings=meanings_in) == told


def test_a_story_does_not_open_with_what_others_have_told() -> None:
    truce = "Kalym and Odra signed a ceasefire, a minister of Kalym says."
    offensive = "An offensive of Odra drove 300 people out of border villages, the army says."
    again = "A ceasefire of Kalym and Odra follows the offensive in the villages."
    lasts = f"{again[:-1]} for 12 hours."
    brokers = "Envoys from Sorven brokered it in a hotel in Lidra, a minister of Sorven says."
    title = "Ceasefire between Kalym and Odra"
    for headline, text, opening in [
        (title, f"{again} {brokers}", [brokers]),
        (title, again, []),
        ("What Sorven gains by it", again, []),
        (title, lasts, [lasts]),
    ]:
        stories = [
            story_of("a", 3.0, article("a", "Kalym and Odra sign a ceasefire", truce)),
            story_of("b", 2.0, article("b", "Offensive of Odra in border villages", offensive)),
            story_of("c", 1.0, article("c", headline, text)),
        ]
        told = choose(stories, budget_words=100)
        assert [[each.quote.text for each in told[which]] for which in "abc"] == [[truce], [offensive], opening]


def test_what_is_nearly_all_untold_opens_a_part_of_a_story_though_it_names_what_happened() -> None:
    truce = "Kalym and Odra have a deal on a truce, a minister of Kalym says."
    again = "Kalym and Odra have a ceasefire agreement."
    insists = (
        "Lidra, Sorven and fishermen of the northern islands insist that nobody of theirs, weavers, bakers or sailors,"
        " has a part in this ceasefire agreement."
    )
    for text, told in [(again, [truce]), (insists, [truce, insists])]:
        parts = [
            replace(story_of("a", 3.0, article("a", "Ceasefire agreed", truce)), whole="s", most=2),
            replace(story_of("b", 1.0, article("b", "Ceasefire", text)), whole="s", most=2),
        ]
        other = story_of("o", 0.5, article("o", "Ferry aground", "A ferry ran aground off Tarn, sailors said."))
        taken = choose([*parts, other], budget_words=60)["s"]
        assert [each.quote.text for each in taken] == told


def test_of_a_story_told_in_parts_the_first_sentence_may_be_long_and_the_next_are_short() -> None:
    short = "The army of Odra crossed the border of Kalym on Monday."
    full = f"{short[:-1]} to seize the dam whose water both of them claim."
    marched = "Students marched through the streets of Lidra, police say."
    against = "Students marched through the streets of Lidra with torches to the parliament, police say."
    reports = [article(each, "Odra", text) for each, text in zip("abcd", (short, full, marched, against), strict=True)]

    def part(part_id: str, weight: float, tell: Sequence[Article]) -> StoryChoice:
        found = [candidate for report in tell for candidate in candidates(report)]
        return StoryChoice(part_id, "s", weight, found, story_terms(tell), most=1, most_when_quiet=1)

    assert quoted([part("a", 2.0, reports[:2])]) == [short]
    assert quoted([part("b", 1.0, reports[2:])]) == [against]
    assert quoted([part("a", 2.0, reports[:2]), part("b", 1.0, reports[2:])]) == [full, marched]


def quoted(stories: Sequence[StoryChoice]) -> list[str]:
    return [each.quote.text for each in choose(stories, budget_words=60)["s"]]


def story_of(story_id: str, weight: float, report: Article) -> StoryChoice:
    found, title = list(candidates(report, meanings_in)), all_terms(report.title, "en", meanings_in)
    return StoryChoice(
        story_id,
        story_id,
        weight,
        found,
        story_terms([report], meanings_in),
        headline=Headline(title, title),
        most=1,
        most_when_quiet=1,
    )


def told_of(
    reports: list[Article],
    *,
    fills: bool = False,
    languages: Sequence[str] = (),
    meanings: Meanings = no_meanings,
) -> set[str]:
    found = [each for report in reports for each in candidates(report, meanings)]
    foreign = frozenset(report.id for report in reports if languages and report.language not in languages)
    story = StoryChoice(
        "s", "s", 1.0, found, story_terms(reports), elsewhere=foreign, headline=Headline(terms(reports[0].title)), due=3
    )
    return {each.quote.text for each in choose([story], budget_words=250, languages=languages, fills=fills)["s"]}


IN_SHORT = "Call-up follows alleged air attack by Kalym on the disputed harbour of Lidra"
IN_FULL = (
    "Odra said Kalym had led an alleged air attack and shelling on the disputed harbour of Lidra,"
    " but Kalym said that it had answered shells from Odran ships."
)
BETWEEN = (
    "Odra has declared martial law and ordered the total call-up of its army after claiming to have sunk boats."
    " The parliament of Odra met in the night and gave the army the ferries of Lidra and both of its railways."
)


SAYS_SO = "Veska's president Ilo Kern said after the talks in Kalym that the border with Torlia would open by July."


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Torlia's president Anna Vost said after the talks in Kalym that the border would not open by July.", True),
        ("Torlia's president Anna Vost said after the talks in Kalym that the border would open by July.", False),
        ("After the talks in Kalym the border with Torlia and Veska would not open by July, unsurprisingly.", False),
        ("Torlia's Anna Vost said after the talks in Kalym the border would open by July if it does not rain.", False),
    ],
    ids=["the opposite", "the same", "nobody says so", "a condition"],
)
def test_who_says_the_opposite_in_the_same_words_is_told(text: str, *, is_told: bool) -> None:
    reports = [article("a", "Talks in Kalym", SAYS_SO), article("b", "Talks in Kalym", text)]
    assert len(told_of(reports)) == 1 + is_told


@pytest.mark.parametrize(("hours", "is_told"), [(1, True), (4, False)])
def test_what_opens_a_later_report_is_told_where_there_is_room(hours: int, *, is_told: bool) -> None:
    morning = "A cyber attack hit 14 hospitals in Kalym, the health ministry said, and forced doctors to stop working."
    state = "Eleven hospitals in Kalym were open again for patients in the evening, the health ministry said."
    reports = [article("a", "Attack", morning, hours=3), article("b", "Hospitals", state, hours=hours)]
    assert told_of(reports) == ({morning, state} if is_told else {morning})


def below(headline: Article, other: Article) -> set[str]:
    """What a story tells of two reports where there is room."""
    found = [candidate for report in (headline, other) for candidate in candidates(report)]
    above = Headline(terms(headline.title), language="en", article_id=headline.id)
    story = StoryChoice("s", "s", 1.0, found, story_terms([headline, other]), headline=above)
    return {candidate.quote.text for candidate in choose([story], budget_words=250, languages=("en",))["s"]}


def test_what_the_headline_names_takes_the_place_of_what_an_earlier_report_tells_in_its_words() -> None:
    sooner = "Brenn Rovers want to buy the striker Lukas Amari from Halde for 22 million crowns, two newspapers said."
    news = "Brenn Rovers have bought the striker Lukas Amari from Halde for 25 million crowns."
    title = "Rovers buy striker Amari from Halde"
    now = article("b", title, news, hours=1)
    assert below(now, article("a", "Amari to Rovers", sooner, hours=8)) == {news}
    assert below(now, article("a", "Amari to Rovers", sooner, hours=1)) == {sooner}, "none is the later"
    short = article("b", title, "Lukas Amari is bought from Halde.", hours=1)
    assert below(short, article("a", "Amari to Rovers", sooner, hours=8)) == {sooner}, "it says much less"


def test_what_the_headline_names_takes_the_place_of_nothing_that_counts_more() -> None:
    voted = "Parliament voted on Friday by 61 to 40 to set 2 million crowns aside for the towns on the Ostra, it said."
    news = "The towns on the Ostra get 2 million crowns aside after a vote in parliament for walls of sand."
    assert below(article("b", "Ostra gets money", news, hours=1), article("a", "Vote", voted, hours=8)) == {voted}


def test_what_the_headline_names_is_added_where_no_sentence_of_its_report_stands() -> None:
    title = "Finance minister Stroh resigns over villa"
    news = "Finance minister Lena Stroh has resigned over a villa at Lidra."
    trust = "On Friday prime minister Nils Orre said he had full trust in Lena Stroh, the finance minister of Kalym."
    of_trust = article("a", "Prime minister Orre trusts finance minister Lena Stroh", trust)
    assert below(article("b", title, news), of_trust) == {trust, news}
    assert below(article("b", title, "Finance minister Lena Stroh has resigned."), of_trust) == {trust}, (
        "the title says it"
    )


@pytest.mark.parametrize(("answer", "is_told"), [("denied", True), ("discussed", False)])
def test_a_denial_is_told_though_it_says_what_it_denies(answer: str, *, is_told: bool) -> None:
    accuses = "The mayor of Lidra accused Hollin of opening the gates of the dam in the night without a warning."
    answers = f"Hollin {answer} opening the gates of the dam at Lidra, as its spokeswoman Oda Lind put it on Friday."
    reports = [article("a", "Flood in Lidra", accuses), article("b", "Flood in Lidra", answers)]
    assert told_of(reports) == ({accuses, answers} if is_told else {accuses})
    again = f"Hollin again {answer} opening the gates of the dam, its lawyer Jan Kos told a court at Lidra on Friday."
    assert len({answers, again} & told_of([*reports, article("c", "Flood in Lidra", again)])) == 1


def test_what_somebody_denies_is_told_before_the_denial() -> None:
    truce = "Odra and Kalym agreed on a truce in the delta, mediators from Korn said."
    denies = "Odra's premier denied that Odra had given up land in the delta under the truce with Kalym."
    agrees = "Odra's premier said that Odra had given up land in the delta under the truce with Kalym."

    def first(answer: str) -> str:
        story = [article(name, "Truce in the delta", text) for name, text in (("a", truce), ("b", answer))]
        found = [each for report in story for each in candidates(report)]
        choice = StoryChoice("s", "s", 1.0, found, story_terms(story))
        return choose([choice], budget_words=60)["s"][0].quote.text

    assert first(denies) == truce
    assert first(agrees) == agrees


@pytest.mark.parametrize(
    ("texts", "stands"),
    [
        pytest.param((f"{IN_SHORT}\n\n{BETWEEN} {IN_FULL}",), IN_FULL, id="in the same report"),
        pytest.param((f"{IN_SHORT}\n\n{BETWEEN}", f"Eels are dear. Cod is too. {IN_FULL}"), IN_SHORT, id="in another"),
        pytest.param(
            (f"{IN_SHORT}\n\n{BETWEEN} {IN_FULL.replace(' from Odran ships', '')}",), IN_SHORT, id="hardly more"
        ),
    ],
)
def test_where_room_is_left_a_report_says_in_full_what_it_said_in_short(texts: Sequence[str], stands: str) -> None:
    reports = [article(str(n), "Odra declares martial law", text) for n, text in enumerate(texts)]
    assert told_of(reports) & {IN_SHORT, IN_FULL, IN_FULL.replace(" from Odran ships", "")} == {stands}


def test_what_another_story_tells_is_not_told_in_full() -> None:
    report = article("a", "Odra declares martial law", f"{IN_SHORT}\n\n{BETWEEN} {IN_FULL}")
    answer = article("b", "Ships are shelled", "Kalym said that it had answered shells from Odran ships.")
    stories = [
        StoryChoice(each.id, each.id, 1.0, list(candidates(each)), story_terms([each]), due=due)
        for each, due in ((report, 3), (answer, 1))
    ]
    told = {each.quote.text for each in choose(stories, budget_words=250)["a"]}
    assert told & {IN_SHORT, IN_FULL} == {IN_SHORT}


def test_a_summary_of_a_given_length_takes_what_is_short() -> None:
    report = article("a", "Odra declares martial law", f"{IN_SHORT}\n\n{BETWEEN} {IN_FULL}")
    assert IN_SHORT in told_of([report], fills=True)
