from __future__ import annotations

from bot.briefing.candidates import candidates
from bot.briefing.choice import StoryChoice, choose
from bot.briefing.saying import story_terms
from tests.briefing.examples import article


def test_what_every_voice_says_comes_before_a_detail_in_common_words() -> None:
    detail = "One of the lamps of the harbour and one of the bells of the church were new."
    reports = [
        article("a", "Ferry", f"{detail} Rescuers brought passengers ashore near Kalym."),
        article("b", "Ferry", "Near Kalym all of the passengers of the ferry were brought ashore by the rescuers."),
        article("c", "Ferry", "All the passengers were brought ashore by the rescuers in the night near Kalym."),
    ]
    found = list(candidates(reports[0]))
    story = StoryChoice("s", "s", 1.0, found, story_terms(reports), most=1)
    assert [each.quote.text for each in choose([story], budget_words=60)["s"]] == [found[1].quote.text]
