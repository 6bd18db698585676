"""Headlines that claim more than their texts. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.briefing.claims import overstatement
from bot.briefing.compose import compose
from bot.briefing.headline import choose_headline
from tests.briefing.examples import article, member, window

FROZEN = "Sorven has frozen its membership of the Straits Council, its minister said on Friday."


@pytest.mark.parametrize(
    ("title", "text", "language", "claims", "says"),
    [
        ("Sorven withdraws from the Straits Council", FROZEN, "en", "withdraws", "frozen"),
        ("Lidra orders both ports to close", "Lidra called on both ports to close.", "en", "orders", "called on"),
        ("Ferry scrapped", "The ferry was postponed until June by its owner.", "en", "scrapped", "postponed"),
        ("Kalym capitulates", "Kalym agreed to a truce on Friday, its mayor said.", "en", "capitulates", "truce"),
        ("Kalym kapituluje", "Kalym zgodził się na zawieszenie broni.", "pl", "kapituluje", "zawieszenie broni"),
        ("Sorvena każe zamknąć port", "Sorvena wezwała oba porty do zamknięcia.", "pl", "każe", "wezwała"),
        ("Сорвена покидает совет", "Сорвена приостановила участие в совете.", "ru", "покидает", "приостановила"),
    ],
)
def test_a_stronger_verb_than_the_text_has_is_found(
    title: str, text: str, language: str, claims: str, says: str
) -> None:
    found = overstatement(article("a", title, text, language=language))
    assert found
    assert (found.claims, found.says, found.quote.text) == (claims, says, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Sorven freezes its membership", FROZEN),
        ("Sorven withdraws from the council", f"{FROZEN} It withdrew from the fleet, too."),
        ("Sorven withdraws from the council", "The council met on Friday without Sorven."),
        ("Sorven leaves 99 behind", FROZEN),
        ("Sorven may withdraw from the council", FROZEN),
        ("Sorven may withdraw from the council that Lidra may join", FROZEN),
        ("Kalym wants Lidra to capitulate", "Kalym called for a truce on Friday."),
        ("The mayor 'ordered' both ports to close", "The mayor asked both ports to close, sailors said."),
        ("Kalym surrenders", "Kalym agreed to a truce after its harbour guard surrendered on Friday."),
    ],
)
def test_what_the_text_says_too_or_is_silent_on_is_not_flagged(title: str, text: str) -> None:
    assert overstatement(article("a", title, text)) is None


@pytest.mark.parametrize(
    ("title", "text", "language", "claims", "says"),
    [
        ("Storm kills 5 people in the hills", "Two storms in the hills have killed 10 people.", "en",
         "5 people", "10 people"),
        ("Five killed by storm in the hills", "A storm in the hills killed at least ten people.", "en",
         "Five killed", "ten people"),
        ("W burzy zginęło pięć osób", "W burzy zginęło co najmniej 10 osób.", "pl", "pięć osób", "10 osób"),
        ("При буре погибли пять человек", "При буре погибли 10 человек.", "ru", "пять человек", "10 человек"),
        ("Fünf Tote bei Sturm", "Bei dem Sturm gab es 10 Tote.", "de", "Fünf Tote", "10 Tote"),
        ("Fırtınada 5 kişi öldü", "Fırtınada 10 kişi öldü.", "tr", "5 kişi", "10 kişi"),
    ],
)  # fmt: skip
def test_a_toll_that_its_own_text_has_left_behind_is_found(
    title: str, text: str, language: str, claims: str, says: str
) -> None:
    found = overstatement(article("a", title, text, language=language))
    assert found
    assert (found.claims, found.says, found.quote.text) == (claims, says, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Storm kills 5 people in the hills", "A storm in the hills killed 5 people. In all storms 10 people died."),
        ("At least 5 people killed by storm", "A storm killed 10 people."),
        ("Storm kills 5 people in the hills", "A storm in the hills killed up to 10 people."),
        ("Storm kills 10 people in the hills", "A storm in the hills killed five people, another killed five in town."),
        ("Storm kills 5 people in the hills", "Storms in the hills have killed 10 people since the war began."),
        ("Storm kills 5 soldiers in the hills", "A storm in the hills killed 10 people."),
        ("Storm kills 5 people in Kalym", "Storms killed 10 people in Kalym and Lidra."),
        ("Storm kills 5 people in the hills", "The hills are high. People live there. A storm killed 10 people."),
        ("Storm kills 5 people in the hills", "In Kalym storms killed 10 people in the hills."),
        ("Storm kills 5 people in the hills", "Storms in the hills killed 10 people. A storm in the hills killed 5."),
        ("Storm kills 5000 people in hills", "Storms in the hills killed 10000 people. One killed 5 thousand people."),
        ("Storm kills 99 people in the hills", "A storm in the hills killed nearly 100 people on Friday."),
        ("Storm costs 5 million dollars in the hills", "A storm in the hills costs 10 million dollars."),
        ("Storm kills 5 people in the hills", "A ferry with 10 dead on board ran aground."),
    ],
)  # fmt: skip
def test_a_toll_that_its_text_may_bear_out_is_not_flagged(title: str, text: str) -> None:
    assert overstatement(article("a", title, text)) is None


@pytest.mark.parametrize(
    ("title", "text", "language", "claims", "says"),
    [
        ("Cable to Lidra sabotaged", "The cable to Lidra may have been sabotaged, police said.", "en",
         "sabotaged", "may have been sabotaged"),
        ("Lidra bans coal", "The government of Lidra plans to ban coal from 2035. The ban costs jobs.", "en",
         "bans", "plans to ban"),
        ("Lidra verbietet Kohle", "Die Regierung von Lidra will Kohle von 2035 an verbieten.", "de",
         "verbietet", "verbieten"),
        ("Лидра запрещает уголь", "Правительство Лидры хочет запретить уголь.", "ru", "запрещает", "запретить"),
        ("War in Kalym is over", "Sorven and Lidra agreed on a ceasefire on Friday.", "en", "is over", "ceasefire"),
        ("Der Krieg ist vorbei", "Sorven und Lidra haben eine Waffenruhe vereinbart.", "de",
         "Krieg ist vorbei", "Waffenruhe"),
        ("260 feared dead in mine collapse", "26 people are feared dead in the collapse of a mine.", "en", "260", "26"),
        ("7000 pupils go without books", "Some 700 pupils go without books.", "en", "7000", "700"),
        ("260 Tote in einer Grube", "In einer Grube gab es 26 Tote.", "de", "260", "26"),
    ],
)  # fmt: skip
def test_what_its_text_tells_as_possible_or_by_a_digit_less_is_found(
    title: str, text: str, language: str, claims: str, says: str
) -> None:
    found = overstatement(article("a", title, text, language=language))
    assert found
    assert (found.claims, found.says) == (claims, says)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Lidra bans coal", "The government of Lidra has banned coal. It plans to ban gas next."),
        ("Cable to Lidra sabotaged", "The cable to Lidra was sabotaged. The pipe may have been sabotaged, too."),
        ("Lidra may ban coal", "Lidra plans to ban coal."),
        ("Oda Lind becomes mayor", "Oda Lind won in Lidra. The town could become richer."),
        ("Prospect of Oda Lind being freed", "Oda Lind could be freed on Friday."),
        ("The war is over, says mayor", "The war is over, the mayor of Kalym said. Lidra spoke of a ceasefire."),
        ("260 killed in a collapse", "26 people were killed in the collapse of a mine, and 260 are missing."),
        ("260 sheep killed in Lidra", "In Kalym a fire killed 26 sheep."),
    ],
)
def test_what_its_text_says_is_so_is_not_flagged(title: str, text: str) -> None:
    assert overstatement(article("a", title, text)) is None


def test_anothers_noun_for_it_is_no_confirmation() -> None:
    text = f"{FROZEN} Lidra said it had heard nothing of Sorven's withdrawal."
    assert overstatement(article("a", "Sorven withdraws from the Straits Council", text))


def test_another_title_speaks_for_the_story_where_there_is_one() -> None:
    bold = article("a", "Sorven withdraws from the Straits Council", FROZEN, hours=1)
    plain = article(
        "b", "Sorven freezes seat on Straits Council", "Sorven has frozen its seat on the council.", hours=2
    )
    assert choose_headline([bold, plain], ("en",)) == plain


def test_a_briefing_says_so_of_the_titles_that_it_cites() -> None:
    bold = article("a", "Sorven withdraws from the Straits Council", FROZEN)
    [story] = compose(window(member(bold))).stories
    assert [(each.claims, each.says, each.quote.article_id) for each in story.overstatements] == [
        ("withdraws", "frozen", "a")
    ]
