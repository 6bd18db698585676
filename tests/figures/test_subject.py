"""Of what shares and sums are, and whether they contradict each other. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.briefing.tallying import tallies
from bot.figures.subject import contradict
from bot.model import Bound
from bot.text.terms import no_meanings
from tests.briefing.examples import article


def shown(*sentences: str, language: str = "en") -> list[list[float]]:
    """What stands side by side of sentences, each of an article of its own."""
    reports = [article(f"a{n}", "The news", text, language=language) for n, text in enumerate(sentences)]
    found = tallies(reports, no_meanings, no_meanings)
    return [[quantity.value for quantity in tally.quantities] for tally in found if len(tally.quantities) > 1]


@pytest.mark.parametrize(
    ("language", "sentences", "expected"),
    [
        ("en", ("Unemployment in the coal region fell to 6%, the office said.",
                "Unemployment in the coal region fell to 9%, a union said."), [[6, 9]]),
        ("pl", ("Bezrobocie w regionie spadło do 6 proc., podał urząd.",
                "Bezrobocie w regionie spadło do 9 proc., podał związek."), [[6, 9]]),
        ("de", ("Die Arbeitslosigkeit im Revier sank auf 6 Prozent, sagte das Amt.",
                "Die Arbeitslosigkeit im Revier sank auf 9 Prozent, sagte der Verband."), [[6, 9]]),
        # Shares of several in one sentence.
        ("en", ("The Greens would win 32.6% of votes, the Reds 27%, a poll says.",), []),
        ("pl", ("Zieloni zdobyliby 32,6 proc. głosów, Czerwoni 27 proc. - pokazuje sondaż.",), []),
        ("pl", ("Na Zielonych chce głosować 39 proc. badanych; na Czerwonych - na 30 proc.; na Żółtych - 9%.",), []),
        ("ru", ("За зеленых готовы голосовать 39% опрошенных, за красных - 30%, за желтых - 10%.",), []),
        ("en", ("The Greens would win 32.6% of votes, the Reds 27%, a poll says.",
                "The Reds would win 29% of votes, the Greens 31%, a poll says."), []),
        # Of another month, or by another measure.
        ("en", ("Yearly inflation in Kalym was 6.8% in July, the office said.",
                "Yearly inflation in Kalym was 6.7% in August, the office said."), []),
        ("en", ("Wages in factories rose 11.8% year on year, the office said.",
                "Wages in factories rose 1.6% month on month, the office said."), []),
        ("pl", ("Płace w fabrykach wzrosły o 11,8 proc. rok do roku.",
                "Płace w fabrykach wzrosły o 1,6 proc. mdm."), []),
        ("de", ("Die Löhne in Fabriken legten im Vorjahresvergleich um 11 Prozent zu.",
                "Die Löhne in Fabriken legten im Vormonatsvergleich um 2 Prozent zu."), []),
        # Of a narrower thing.
        ("en", ("Core inflation in Kalym fell to 6%.", "Inflation in Kalym fell to 9%."), []),
        ("en", ("Prices in shops of Kalym rose 6%.", "Prices in shops of Lidra rose 9%."), []),
        # Of a day, an hour, and of all.
        ("en", ("Rooms in hotels cost the ministry £6m a day, the office said.",
                "Rooms in hotels cost the ministry £8m a day, a union said."), [[6e6, 8e6]]),
        ("en", ("Rooms in hotels cost the ministry £6m a day, the office said.",
                "Rooms in hotels cost the ministry £80m, the office said."), []),
        ("pl", ("Pokoje w hotelach kosztują ministerstwo 6 mln zł dziennie, podał urząd.",
                "Pokoje w hotelach kosztują ministerstwo 80 mln zł, podał urząd."), []),
        ("ru", ("Гостиницы обходятся министерству в 6 млн рублей в день.",
                "Гостиницы обходятся министерству в 80 млн рублей."), []),
        ("en", ("Ministers will spend £5m on the new bridge over the river this year.",
                "Ministers will spend £50m on the new bridge over the river."), []),
        ("en", ("Troops have taken 6,000 sq km of the southern plain so far.",
                "Troops have taken 4,000 sq km of the southern plain."), []),
        ("de", ("Das Feuer im Kalymer Wald hat insgesamt 300 Hektar verbrannt.",
                "Das Feuer im Kalymer Wald hat 40 Hektar verbrannt."), []),
        # Said by two of one thing.
        ("ru", ("Ущерб порту оценили в 5 млн рублей, сообщил мэр.",
                "Ущерб порту оценили в 7 млн рублей, сообщил страховщик."), [[5e6, 7e6]]),
        ("uk", ("Збитки порту оцінили у 5 млн гривень, повідомив мер.",
                "Збитки порту оцінили у 7 млн гривень, повідомив страховик."), [[5e6, 7e6]]),
        ("pl", ("Szkody w porcie oszacowano na 5 mln zł, podał burmistrz.",
                "Szkody w porcie oszacowano na 7 mln zł, podał ubezpieczyciel."), [[5e6, 7e6]]),
        ("en", ("Profit of the mill rose to £5m in May.", "Profit of the mill fell to £7m in May."), []),
        # A loan and a fine; however long the rest is.
        ("en", ("The court in the capital ordered the old bank to repay a loan of £5m within two months.",
                "The court in the capital ordered the old bank to repay a fine of £7m within two months."),
         []),
        # Of another company: its name stands before the sum that stands first.
        ("pl", ("Kalymbank miał 97,3 mln zł zysku netto, 111,38 mln zł zysku EBIT w kwartale.",
                "Lidrastal miał 5,22 mln zł zysku netto, 7,67 mln zł zysku EBIT w kwartale."), []),
        ("pl", ("543 mln zł straty netto, 608 mln zł straty EBITDA w kwartale.",
                "247 mln zł straty netto, 162 mln zł straty EBITDA w kwartale."), []),
        ("en", ("A dollar cost 4.4272 zlotys this morning in banks.",
                "A dollar cost 4.5865 zlotys this morning in banks."),
         [[4.4272, 4.5865]]),
        ("pl", ("We wtorek za jedno euro (EUR) trzeba zapłacić 4.4272 zł.",
                "We wtorek za jednego franka (CHF) trzeba zapłacić 4.5865 zł."), []),
        # In another unit, or money.
        ("en", ("Repairs of the old dam cost the town £5m.", "Repairs of the old dam cost the town €7m."), []),
        ("en", ("The army retook 6,000 sq km of the northern plain.",
                "The army retook 2,300 square miles of the northern plain."), []),
        # Land that was retaken is not all that is held.
        ("en", ("The army retook 6,000 sq km of the northern plain, the office said.",
                "The army retook 4,000 sq km of the northern plain, a union said."), [[6000, 4000]]),
        ("en", ("The army retook 6,000 sq km of the northern plain.",
                "The army holds 4,000 sq km of the northern plain."), []),
        ("pl", ("Wojsko odzyskało 6 tys. km kw. równiny na północy.",
                "Wojsko kontroluje 4 tys. km kw. równiny na północy."), []),
        ("en", ("The fire has burned 73,000 acres of forest near Kalym.",
                "The fire has burned 40,000 acres of forest near Lidra."), []),
        # Two sums of one article are of two things.
        ("en", ("Repairs of the dam cost the town $5 million. Repairs of the dam cost the town $8 million.",
                "Repairs of the dam cost the town $9 million."), []),
        # As exactly as each is told, these are the same.
        ("en", ("The lawyers sued the singer for $1.3m in unpaid fees.",
                "The lawyers sued the singer for $1,360,196 in unpaid fees."), []),
    ],
)  # fmt: skip
def test_shares_and_sums_are_compared_where_they_are_surely_of_one_thing(
    language: str, sentences: tuple[str, ...], expected: list[list[float]]
) -> None:
    assert shown(*sentences, language=language) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1.3e6, None, None), (1.36e6, None, None), False),
        ((1.3e6, None, None), (1.4e6, None, None), True),
        ((1.3e6, None, None), (1.4e6, None, Bound.NEARLY), False),
        ((20e6, None, None), (25e6, None, None), True),
        ((10, None, Bound.MORE_THAN), (12, None, None), False),
        ((10, None, Bound.MORE_THAN), (8, None, None), True),
        ((10, None, Bound.UP_TO), (8, None, None), False),
        ((25, 30, None), (27, None, None), False),
        ((25, 30, None), (35, None, None), True),
        ((0, None, None), (3, None, None), True),
    ],
)
def test_numbers_contradict_each_other_as_exactly_as_they_are_told(
    one: tuple[float, float | None, Bound | None], other: tuple[float, float | None, Bound | None], *, expected: bool
) -> None:
    assert contradict(one, other) is expected
    assert contradict(other, one) is expected
