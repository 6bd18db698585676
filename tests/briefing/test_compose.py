from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from bot.briefing.compose import compose
from bot.model import AliasHit, StoryStatus
from bot.stories.meanings import meanings_in
from tests.briefing.examples import EVENING, HOUR, a_day_later, all_quotes, article, member, note, texts, window

FERRY = article(
    "f1", "Ferry runs aground off Kalym", "A ferry with 120 people ran aground off Kalym on Friday. Nobody was hurt."
)
FERRY_AGAIN = article(
    "f2", "Ferry aground near Kalym", "All 120 passengers of the stranded ferry were taken ashore by fishing boats."
)
TOLL = article("t1", "Straits toll to rise by a fifth", "Ships will pay a fifth more for the passage from June.")


def test_each_quote_is_what_stands_at_its_place_in_its_article() -> None:
    briefing = compose(window(member(FERRY), member(FERRY_AGAIN), member(TOLL, "s2")))
    by_id = {article.id: article for story in briefing.stories for article in story.articles}
    assert all_quotes(briefing)
    for quote in all_quotes(briefing):
        assert quote.text == by_id[quote.article_id].text[quote.start : quote.end]


def test_of_a_story_that_tells_of_other_things_too_the_headline_is_on_the_topic() -> None:
    cup = member(article("r", "Odra on the verge of the cup after nine races", "Odra won the ninth race.", hours=2))
    crew = member(article("k", "Crew of Kalym strikes its flag at the regatta", "The crew of Kalym sat down.", hours=3))
    assert compose(window(cup, crew)).stories[0].headline == cup.article.title
    in_title = replace(crew, match=replace(crew.match, hits=(AliasHit("Kalym", "title", 8, 13),)))
    assert compose(window(cup, in_title)).stories[0].headline == crew.article.title


_TWO_THAT_WEIGH_THE_SAME = """
from bot.briefing.compose import compose
from tests.briefing.examples import article, member, window

def told(letter):
    words = [letter + vowel + other + "ck" for vowel in "aeiou" for other in "lmnr"]
    asides = " ".join("Why " + " ".join(words[:n]) + "?" for n in range(3, 19, 3))
    text = "The " + " ".join(words) + " reopened. " + asides
    return member(article(letter, f"Council {words[0]} {words[1]} plans", text), letter)

stories = compose(window(told("B"), told("D"), budget_words=25)).stories
print([story.id for story in stories if story.quotes])
"""


def test_another_process_chooses_the_same() -> None:
    def chosen(hash_seed: int) -> str:
        environment = os.environ | {"PYTHONHASHSEED": str(hash_seed)}
        command = [sys.executable, "-c", _TWO_THAT_WEIGH_THE_SAME]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert [chosen(hash_seed) for hash_seed in range(4)] == ["['B']\n"] * 4


def test_the_same_input_in_another_order_gives_the_same_briefing() -> None:
    given = window(member(FERRY), member(FERRY_AGAIN), member(TOLL, "s2"))
    assert compose(given) == compose(replace(given, window=tuple(reversed(given.window))))


def test_the_id_follows_from_what_is_said() -> None:
    one = compose(window(member(FERRY)))
    assert len(one.id) == 16
    assert one.id == compose(window(member(FERRY))).id
    assert one.id != compose(window(member(FERRY), articles_read=99)).id


def test_a_story_that_more_voices_tell_comes_first() -> None:
    briefing = compose(window(member(TOLL, "s2"), member(FERRY), member(FERRY_AGAIN)))
    assert [story.id for story in briefing.stories] == ["s1", "s2"]


def test_copies_of_one_text_are_one_voice() -> None:
    copies = [member(replace(TOLL, id=f"c{n}", source=f"Paper {n}"), "s2") for n in range(3)]
    briefing = compose(window(*copies, member(FERRY), member(FERRY_AGAIN)))
    assert [story.id for story in briefing.stories] == ["s1", "s2"]


def test_passing_mentions_make_no_story() -> None:
    briefing = compose(window(member(TOLL, "s2", about=False), member(FERRY)))
    assert [story.id for story in briefing.stories] == ["s1"]


def test_a_story_lists_every_article_of_the_window_the_cited_first() -> None:
    mention = article("m1", "Week in brief", "Elsewhere a ferry ran aground.")
    [story] = compose(window(member(mention, about=False), member(FERRY), member(FERRY_AGAIN))).stories
    assert {article.id for article in story.articles} == {"f1", "f2", "m1"}
    assert story.articles[-1].id == "m1"


def test_a_window_without_news_is_quiet() -> None:
    briefing = compose(window(articles_read=12))
    assert briefing.is_quiet
    assert briefing.stories == ()
    assert briefing.articles_read == 12


def test_an_empty_window_shows_the_latest_known_as_earlier() -> None:
    briefing = compose(window(latest=(member(FERRY), member(TOLL, "s2"))))
    assert briefing.is_quiet
    assert [(story.id, story.status) for story in briefing.stories] == [
        ("s1", StoryStatus.EARLIER),
        ("s2", StoryStatus.EARLIER),
    ]


def test_the_latest_known_is_told_by_its_best_sentence_again() -> None:
    first = window(member(FERRY))
    again = compose(a_day_later(replace(first, latest=(member(FERRY),)), told=[compose(first)]))
    assert [story.status for story in again.stories] == [StoryStatus.EARLIER]
    assert texts(again.stories[0])[:1] == texts(compose(first).stories[0])[:1]


def test_an_undated_article_can_be_the_latest_known() -> None:
    undated = article("u1", "Strait closed to tankers", "The strait was closed to tankers.", hours=None)
    [story] = compose(window(latest=(member(undated),))).stories
    assert story.articles[0].told_at is None


def test_each_note_gives_its_first_sentence_as_background() -> None:
    given = note("n1", "The Straits", "The Straits join two seas. They are narrow.")
    briefing = compose(window(member(FERRY), notes=(given,)))
    assert [quote.text for quote in briefing.background] == ["The Straits join two seas."]
    assert [article.id for article in briefing.notes] == ["n1"]


def test_what_was_never_told_is_new_and_what_was_told_is_ongoing() -> None:
    first = window(member(FERRY))
    briefing = compose(first)
    assert [story.status for story in briefing.stories] == [StoryStatus.NEW]
    assert briefing.compared_with is None
    later = compose(a_day_later(first, member(FERRY), member(TOLL, "s2"), told=[briefing]))
    assert {story.id: story.status for story in later.stories} == {"s1": StoryStatus.ONGOING, "s2": StoryStatus.NEW}
    assert later.compared_with == EVENING


def test_a_new_report_that_adds_something_updates_its_story() -> None:
    first = window(member(FERRY))
    later = article(
        "f3", "Captain of stranded ferry held", "Police detained the ferry's captain on Saturday.", hours=-9
    )
    [story] = compose(a_day_later(first, member(later), told=[compose(first)])).stories
    assert story.status is StoryStatus.UPDATED
    assert texts(story) == ["Police detained the ferry's captain on Saturday."]


def test_a_new_report_that_says_the_same_leaves_its_story_ongoing() -> None:
    first = window(member(FERRY))
    echo = article("f4", "Ferry runs aground", "A ferry with 120 people aboard ran aground off Kalym.", hours=-9)
    briefing = compose(a_day_later(first, member(echo), told=[compose(first)]))
    assert [story.status for story in briefing.stories] == [StoryStatus.ONGOING]
    assert briefing.is_quiet


def test_a_story_that_was_told_is_no_news_under_another_id() -> None:
    first = window(member(FERRY), member(TOLL, "s2"))
    merged = window(member(FERRY, "s9"), member(TOLL, "s9"), told=[compose(first)])
    assert [story.status for story in compose(merged).stories] == [StoryStatus.ONGOING]
    split = replace(first, told=[compose(window(member(FERRY), member(TOLL)))])
    assert {story.id: story.status for story in compose(split).stories} == {
        "s1": StoryStatus.ONGOING,
        "s2": StoryStatus.ONGOING,
    }


def test_for_a_reader_nobody_knows_a_story_that_began_before_the_window_is_no_news() -> None:
    given = window(member(FERRY), member(TOLL, "s2"), told=None, began_at={"s1": EVENING - 30 * HOUR})
    assert {story.id: story.status for story in compose(given).stories} == {
        "s1": StoryStatus.UPDATED,
        "s2": StoryStatus.NEW,
    }


def test_opinions_and_explainers_stay_out_of_the_news() -> None:
    opinion = article("o1", "Opinion: Scrap the Kalym ferry", "The ferry off Kalym must go, whatever it costs.")
    explainer = article("e1", "Why the ferry ran aground", "The ferry is 40 years old and was never modernised.")
    briefing = compose(window(member(opinion), member(FERRY), member(explainer, "s2")))
    [story] = briefing.stories
    assert story.headline == FERRY.title
    assert {quote.article_id for quote in story.quotes} == {"f1"}
    assert "o1" in {article.id for article in story.articles}


def test_no_sentence_is_said_twice_across_stories() -> None:
    wire = "Ships will pay a fifth more for the passage from June."
    other = article("t2", "Ports fear for trade in the Straits", f"{wire} Ports said trade would move to the north.")
    briefing = compose(window(member(TOLL, "s2"), member(other, "s3")))
    said = [quote.text for quote in all_quotes(briefing)]
    assert said.count(wire) == 1
    assert "Ports said trade would move to the north." in said


def test_a_second_sentence_adds_what_the_first_leaves_out() -> None:
    echo = article("f5", "Ferry aground off Kalym", "On Friday a ferry with 120 people ran aground off Kalym.")
    [story] = compose(window(member(FERRY), member(echo), member(FERRY_AGAIN))).stories
    assert sum("aground" in text for text in texts(story)) == 1
    assert len({quote.article_id for quote in story.quotes}) == 2


def test_a_sentence_that_leans_on_another_comes_after_it_or_not_at_all() -> None:
    text = "Police detained the ferry's captain, Ola Berg, on Friday. He had slept at the wheel, police said."
    [story] = compose(window(member(article("c1", "Captain of ferry held", text)))).stories
    assert texts(story)[0].startswith("Police detained")
    only_leaning = article("c2", "Captain of ferry held", "He had slept at the wheel, police said.")
    [story] = compose(window(member(only_leaning))).stories
    assert texts(story) == ["He had slept at the wheel, police said."]


def test_sentences_of_one_article_stand_in_its_order() -> None:
    text = (
        "The harbour office counted 14 ships at anchor on Friday. Ferry owners lost 2 million crowns, they said."
        " Kalym's mayor called for a bridge."
    )
    [story] = compose(window(member(article("h1", "Mayor of Kalym calls for a bridge", text)))).stories
    assert len(story.quotes) > 1
    assert [quote.start for quote in story.quotes] == sorted(quote.start for quote in story.quotes)


def test_quotes_are_in_the_readers_language_where_there_is_one() -> None:
    polish = article("p1", "Prom na mieliźnie", "Prom osiadł w piątek na mieliźnie koło Kalymu.", language="pl")
    [story] = compose(window(member(polish), member(FERRY))).stories
    assert {quote.article_id for quote in story.quotes} == {"f1"}
    [story] = compose(window(member(polish), member(FERRY), languages=("pl",))).stories
    assert story.headline == polish.title
    assert story.quotes[0].article_id == "p1"


def test_a_figure_that_only_others_report_is_quoted_in_the_original() -> None:
    polish = article("p1", "Prom na mieliźnie", "Na promie zginęło 14 osób, podała policja.", language="pl")
    [story] = compose(window(member(polish), member(FERRY))).stories
    assert story.quotes[0].article_id == "f1"
    assert "Na promie zginęło 14 osób, podała policja." in texts(story)


def test_a_story_in_no_language_of_the_readers_is_told_in_its_own() -> None:
    polish = article("p1", "Prom na mieliźnie", "Prom osiadł w piątek na mieliźnie koło Kalymu.", language="pl")
    [story] = compose(window(member(polish))).stories
    assert texts(story) == ["Prom osiadł w piątek na mieliźnie koło Kalymu."]


def test_a_bare_headline_is_its_own_quote() -> None:
    bare = article("b1", "Ferry runs aground off Kalym with 120 people")
    [story] = compose(window(member(bare))).stories
    assert texts(story) == [bare.title]


def test_a_busy_day_keeps_to_its_budget_and_tells_the_heaviest_first() -> None:
    names = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Lime", "Maple"]
    members = [
        member(
            article(
                f"{name}{n}",
                f"{name} harbour closes for {n + 3} weeks",
                f"The port of {name} will close for {n + 3} weeks, its master number {n} said on Friday, because the"
                f" {name} pier needs {n}00 new piles and {name} divers are few.",
            ),
            name,
        )
        for position, name in enumerate(names)
        for n in range(1, 2 + (position == 7))
    ]
    briefing = compose(window(*members, budget_words=100))
    assert sum(len(quote.text.split()) for quote in all_quotes(briefing)) <= 100
    assert briefing.stories[0].id == "Hazel"
    assert 1 < len(briefing.stories) < len(names)


def test_the_heaviest_story_is_told_whatever_its_length() -> None:
    assert len(compose(window(member(FERRY), budget_words=3)).stories) == 1


def test_what_the_reader_was_told_is_not_quoted_again_while_there_is_other_news() -> None:
    first = window(member(FERRY))
    later = article(
        "f3", "Captain of stranded ferry held", "Police detained the ferry's captain on Saturday.", hours=-9
    )
    [story] = compose(a_day_later(first, member(FERRY), member(later), told=[compose(first)])).stories
    assert texts(story)[0] == "Police detained the ferry's captain on Saturday."
    assert FERRY.text.split(". ")[0] + "." not in texts(story)


def test_a_higher_figure_updates_a_story_even_in_the_same_words() -> None:
    morning = article("k1", "12 dead on Kalym ferry", "At least 12 people were killed on the Kalym ferry, police said.")
    evening = article(
        "k2", "19 dead on Kalym ferry", "At least 19 people were killed on the Kalym ferry, police said.", hours=-9
    )
    first = window(member(morning))
    [story] = compose(a_day_later(first, member(evening), told=[compose(first)])).stories
    assert story.status is StoryStatus.UPDATED


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The rift of Sorven and Kalym over the ferry sinking costs an envoy.", StoryStatus.ONGOING),
        ("The rift of Sorven and Kalym closes every market to trawlers.", StoryStatus.UPDATED),
    ],
)
def test_what_several_sentences_told_is_no_update_in_one(text: str, status: StoryStatus) -> None:
    first = window(
        member(
            article(
                "k1", "An envoy goes", "Sorven expelled the envoy of Kalym on Monday after harbour talks collapsed."
            )
        ),
        member(article("k2", "A ferry", "The rift began with the sinking of a ferry near the lighthouse in March.")),
    )
    told = compose(first)
    assert len(all_quotes(told)) == 2
    [story] = compose(a_day_later(first, member(article("k3", "The rift", text, hours=-9)), told=[told])).stories
    assert story.status is status


def test_the_same_news_in_another_language_is_no_update() -> None:
    polish = article("p1", "Prom na mieliźnie", "Prom osiadł w piątek na mieliźnie.", language="pl", hours=-9)
    first = window(member(FERRY))
    [story] = compose(a_day_later(first, member(polish), told=[compose(first)])).stories
    assert story.status is StoryStatus.ONGOING


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A ferry ran aground near the harbour on Friday.", StoryStatus.ONGOING),
        ("The captain of the ferry was jailed by a court.", StoryStatus.UPDATED),
    ],
)
def test_what_was_told_in_another_language_is_updated_by_what_means_more(text: str, status: StoryStatus) -> None:
    means = {"prom": "ship", "ferry": "ship", "mieli": "aground", "aground": "aground", "koło": "near", "near": "near"}
    means |= {"harbour": "harbour", "captain": "captain", "jailed": "prison", "court": "court"}

    def meanings(text: str, _language: str | None) -> list[str]:
        return [meaning for word, meaning in means.items() if word in text.lower()]

    polish = article("p1", "Prom na mieliźnie", "Prom osiadł w piątek na mieliźnie koło Kalymu.", language="pl")
    english = article("e1", "Ferry off Kalym", text, hours=-9)
    first = window(member(polish), meanings=meanings)
    [story] = compose(a_day_later(first, member(polish), member(english), told=[compose(first)])).stories
    assert story.status is status


def test_what_was_shown_as_earlier_was_not_told_as_news() -> None:
    first = window(latest=(member(FERRY),))
    briefing = compose(a_day_later(first, member(FERRY), told=[compose(first)]))
    assert [story.status for story in briefing.stories] == [StoryStatus.NEW]


def test_on_a_quiet_day_what_only_reports_in_other_languages_say_is_told_too() -> None:
    english = article("a", "Bridge at Sorven closed", "The bridge at Sorven was closed on Friday after a lorry hit it.")
    polish = [
        article(
            "b", "Kierowca w szpitalu", "Kierowca Marek Nowak, 47 lat, trafił do szpitala w Gorlach.", language="pl"
        ),
        article("c", "Naprawa za 4 miliony", "Naprawa pochłonie 4 miliony euro, oświadczył Adam Wilk.", language="pl"),
    ]
    briefing = compose(window(member(english), *map(member, polish)))
    assert briefing.stories[0].quotes[0].article_id == "a"
    assert {quote.article_id for quote in briefing.stories[0].quotes} == {"a", "b", "c"}


def test_a_cited_article_that_was_edited_is_told_as_such() -> None:
    first = article("a", "Ferry aground off the straits", "A ferry ran aground in the straits on Friday.")
    [story] = compose(window(member(first), edited={"a": EVENING, "elsewhere": EVENING})).stories
    assert story.edited == {"a": EVENING}


def test_the_same_in_other_words_gives_way_to_something_else() -> None:
    means = {
        "truce": ("truce", "ship", "harbour"),
        "armistice": ("truce", "ship", "harbour"),
        "marched": ("protest", "capital", "truce"),
    }

    def meanings(text: str, _language: str | None) -> list[str]:
        return [meaning for word, stands_for in means.items() if word in text for meaning in stands_for]

    story = [
        article("a1", "Truce in the Straits", "The two fleets agreed on a truce in the Straits on Friday."),
        article("a2", "Truce in the Straits", "The two fleets agreed on a truce for now, admirals added."),
        article(
            "c", "Armistice off Kalym", "Both navies signed an armistice that covers the waters off Kalym on Friday."
        ),
        article("b2", "Armistice off Kalym", "Both navies signed an armistice for the waters, harbour clerks added."),
        article("b3", "Armistice off Kalym", "Both navies signed an armistice, pilots added."),
        article("c1", "Fishermen march", "Fishermen marched through the old town of Kalym against it on Friday."),
        article("c2", "Fishermen march", "Fishermen marched through the old town, shopkeepers added."),
        article("c3", "Fishermen march", "Fishermen marched from the old harbour to the town hall, sailors added."),
    ]
    given = window(*map(member, story), meanings=meanings, budget_words=28)
    [told] = compose(given).stories
    said = " ".join(texts(told))
    assert "marched" in said
    assert ("truce" in said) != ("armistice" in said)


def test_a_big_story_opens_with_what_was_chosen_first_of_all_its_developments() -> None:
    truce = [
        article(f"t{n}", f"Truce in the Straits {when}", f"The fleets agreed on a truce {when}, {who} said.")
        for n, (when, who) in enumerate([("at noon", "admirals"), ("on Friday", "envoys"), ("at last", "captains")])
    ]
    toll = [
        article(
            f"k{n}", f"Sailors killed off Kalym {when}", f"{count} sailors were killed off Kalym {when}, {who} said."
        )
        for n, (count, when, who) in enumerate(
            [
                (12, "on Friday", "doctors"),
                (12, "at dawn", "nurses"),
                (12, "in fog", "rescuers"),
                (12, "at sea", "clerks"),
                (12, "at night", "priests"),
            ]
        )
    ]
    [story] = compose(window(*map(member, [*truce, *toll]))).stories
    assert "killed" in story.quotes[0].text
    assert any("truce" in quote.text for quote in story.quotes)


def test_a_feature_of_one_voice_gets_two_sentences_on_a_quiet_day_and_what_names_nothing_one() -> None:
    feature = article(
        "f",
        "Old fishermen of Kalym feel the pull of the sea",
        "Boats lie upside down along the quay of Kalym. Nets hang in the gardens of the upper village."
        " Grandsons of the fleet paint shutters blue every spring.",
    )
    musing = replace(feature, text=feature.text.replace(" of Kalym", ""))
    said = replace(feature, text=f"{feature.text} The harbour union said the boats stay ashore.")
    counted = replace(feature, text=f"{feature.text} Up the hill lie 40 more boats that nobody has painted yet.")
    for report, sentences in ((feature, 2), (musing, 1), (said, 4), (counted, 4)):
        [story] = compose(window(member(report))).stories
        assert len(story.quotes) == sentences
    news = member(article("n", "Ferry aground", "A ferry from Lidra ran aground off Tarn, sailors say."), "s2")
    crowded = compose(replace(window(member(feature), news), budget_words=29)).stories
    assert [len(story.quotes) for story in crowded] == [1, 1]


def test_what_several_voices_tell_is_news_though_nobody_says_who_says_it() -> None:
    marches = [
        article(
            f"m{n}", f"March through Kalym {where}", f"A crowd of thousands fills Kalym {where}.", source=f"Paper {n}"
        )
        for n, where in enumerate(["from the quay", "to the mint", "past the old gate"])
    ]
    drill = article("d", "Navy ends drill", "The navy says its drill off Lidra was not disturbed.")
    told = compose(window(*(member(each, "march") for each in marches), member(drill, "drill"), budget_words=8))
    assert [story.id for story in told.stories] == ["march"]


def test_whom_a_big_story_hit_is_told_beside_what_happened() -> None:
    launch = [
        article(
            f"l{n}",
            f"Fleet of Sorven sails against the Straits {when}",
            f"Sorven said on Friday its fleet sailed against the Straits {when} to restore the toll on grain ships.",
            source=f"Paper {n}",
        )
        for n, when in enumerate(["at dawn", "on Friday", "in fog", "at noon", "in force", "once more", "by night"])
    ]
    cost = article(
        "c",
        "Fleet of Sorven sails against the Straits after mine",
        "The admiralty said on Friday that 12 ships of its fleet sailed to restore the toll on grain in the Straits."
        " The ships left hours after four stokers and two cooks died on a mine.",
    )
    others = [
        member(article(f"d{n}", f"{what} in Lidra", f"The {what} of Lidra ended on Friday, {who} said."), f"d{n}")
        for n, (what, who) in enumerate([("strike", "clerks"), ("drought", "farmers"), ("fair", "pilots")])
    ]
    first = window(*map(member, [*launch, cost]), *others, budget_words=40)
    told = compose(first)
    assert any("two cooks died" in quote.text for quote in told.stories[0].quotes)
    halt = article(
        "h", "Fleet of Sovern halts", "The fleet of Sorven has halted off Kalym, it said on Friday.", hours=-1
    )
    again = compose(a_day_later(first, *map(member, [*launch, cost, halt]), told=[told]))
    assert not any("two cooks died" in quote.text for quote in all_quotes(again)), "once"


def test_the_news_stands_before_what_people_say_of_it() -> None:
    news = (
        "Kalym closed its harbour to the ferries of Sorven for a month that begins when the ice on the Straits breaks."
    )
    remark = "In a brawl over it two sailors were injured, Mira Ode of Lidra said."
    reports = [
        article("r", "Sailors injured in a brawl over ferries", remark),
        article("n", "Kalym closes its harbour to ferries of Sorven", news),
        article("o", "Kalym closes harbour", "Harbour closed."),
        article("p", "Harbour of Kalym closed to ferries", "Harbour closed."),
    ]
    [story] = compose(window(*map(member, reports), budget_words=40)).stories
    assert texts(story) == [news, remark]


def test_what_looks_back_gives_way_to_what_happened() -> None:
    back = article(
        "b", "Two wars over the Straits", "The Straits of Kalym, ruled from Sorven, last flared up in a war of 1994."
    )
    now = article(
        "n", "Truce holds in the Straits", "Patrol boats of Sorven stay in port of Kalym under the new truce."
    )
    [story] = compose(window(member(back), member(now), budget_words=16)).stories
    assert texts(story) == [now.text]


def test_the_ledger_reads_reports_too_whose_sentences_the_readers_need_not_read() -> None:
    english = article(
        "e", "Mine off Kalym", "Four soldiers and two civilians died on a mine off Kalym, ministers said."
    )
    polish = article(
        "p", "Mina koło Kalym", "Czterech policjantów i dwóch cywilów zginęło na minie koło Kalym.", language="pl"
    )
    [story] = compose(window(member(english), member(polish))).stories
    assert {tally.whom for tally in story.tallies} == {"soldiers", "police", "civilians"}


BEGUN = article(
    "talks", "Talks begin between Armenia and Azerbaijan", "Peace talks between Armenia and Azerbaijan began on Friday."
)


@pytest.mark.parametrize(
    ("polish", "is_told"),
    [
        ("W piątek rozpoczęły się rozmowy pokojowe Armenii i Azerbejdżanu.", False),
        ("W piątek w rozmowach pokojowych Armenii i Azerbejdżanu uczestniczyło 30 dyplomatów.", True),
        ("W piątek policja w Armenii zatrzymała przywódcę protestów, podał rząd.", True),
    ],
)
def test_what_a_readable_sentence_of_another_story_means_is_not_told_in_another_language(
    polish: str, *, is_told: bool
) -> None:
    other = article("p", "Wieści z Kaukazu", polish, language="pl")
    briefing = compose(window(member(BEGUN), member(other, "s2"), meanings=meanings_in))
    assert (polish in [quote.text for quote in all_quotes(briefing)]) is is_told


def test_what_a_headline_says_is_not_told_again_in_another_language() -> None:
    bare = replace(BEGUN, text="Nobody was asked to leave the room in Kalym on Friday.")
    polish = "W piątek rozpoczęły się rozmowy pokojowe Armenii i Azerbejdżanu."
    other = article("p", "Wieści z Kaukazu", polish, language="pl")
    briefing = compose(window(member(bare), member(other, "s2"), meanings=meanings_in))
    assert polish not in [quote.text for quote in all_quotes(briefing)]


def test_of_a_big_story_what_its_readers_read_stands_first() -> None:
    english = [
        article(f"e{at}", f"Dam breaks above Lidra, {what}", f"The dam above Lidra broke and {what} on Friday.")
        for at, what in enumerate(("roads were flooded", "power failed", "trains stopped"))
    ]
    polish = [
        article(
            f"p{at}",
            f"Zginęło {9 + at} żołnierzy pod tamą",
            f"Pod tamą w Lidrze zginęło w piątek {9 + at} żołnierzy, podało ministerstwo.",
            language="pl",
            hours=1,
        )
        for at in range(6)
    ]
    [story] = compose(window(*map(member, [*polish, *english]), meanings=meanings_in)).stories
    told_in = [quote.article_id[0] for quote in story.quotes]
    assert set(told_in) == {"e", "p"}
    assert told_in == sorted(told_in)


def test_a_sentence_of_one_report_stands_under_the_title_that_it_tells_more_of() -> None:
    attacks = [
        article(f"a{at}", "Army attacks Lidra and Kalym in the night", "Who will stop this?", hours=1)
        for at in range(2)
    ]
    truce = article(
        "t", "Lidra lays down its arms, says the ministry", "Lidra lays down its arms from Friday, the ministry said."
    )
    [story] = compose(window(*map(member, [*attacks, truce]))).stories
    assert texts(story) == [truce.text]
    assert story.headline == truce.title


def test_of_a_story_whose_articles_the_reader_knows_one_line_is_told_however_quiet_the_day() -> None:
    ferry = article(
        "f",
        "Ferry runs aground off Kalym",
        "A ferry with 120 people aboard ran aground off Kalym, sailors said. Divers found two holes in the hull of the"
        " ship, the harbour master said. All 120 passengers spent the night in the school of Tarn, its teacher said."
        " The ministry in Lidra said that tugs would come on Monday.",
    )
    first = replace(window(member(ferry)), budget_words=14)
    told = compose(first)
    assert len(told.stories[0].quotes) == 1
    [again] = compose(replace(first, told=(told,), budget_words=250)).stories
    assert (again.status, len(again.quotes)) == (StoryStatus.ONGOING, 1)
