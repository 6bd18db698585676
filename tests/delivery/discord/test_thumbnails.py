from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.delivery.discord.thumbnails import Thumbnail, safe_picture, thumbnail_of
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_post import post_view
from bot.delivery.speech import ENGLISH
from bot.model import Article, Briefing
from tests.delivery import examples
from tests.delivery.discord.inert import components_of, foreign_activity, payload, texts
from tests.wire import rules
from tests.wire.messages import walk

PICTURE = "https://pictures.lake.example/gates.jpg?width=300"
SECTION, THUMBNAIL = 9, 11


def with_picture(article: Article, url: str = PICTURE) -> Article:
    return replace(article, credits={"image": url})


def pictured(*numbers: int, of: int = 3) -> Briefing:
    """Stories of which some have a picture."""
    articles = [examples.article(number, f"Gate {number} opened", f"Gate {number} opened.") for number in range(of)]
    return examples.briefing(
        [examples.story(at, [with_picture(each) if at in numbers else each]) for at, each in enumerate(articles)]
    )


def thumbnails(components: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each with the text that it stands beside."""
    return [
        (part["accessory"]["media"]["url"], "\n".join(inner["content"] for inner in part["components"]))
        for part in walk(components)
        if part["type"] == SECTION and part["accessory"]["type"] == THUMBNAIL
    ]


@pytest.mark.parametrize(
    "url",
    [PICTURE, "https://lake.example/picture/1234", "https://cdn-1.lake.example/a/b.WEBP", "https://lake.example/ü.png"],
)
def test_a_picture_of_a_named_host_is_shown(url: str) -> None:
    assert safe_picture(url) == url.replace("ü", "%C3%BC")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "http://lake.example/gates.jpg",
        "https://127.0.0.1/gates.jpg",
        "https://[::1]/gates.jpg",
        "https://2130706433/gates.jpg",
        "https://lake.example:8443/gates.jpg",
        "https://localhost/gates.jpg",
        "https://lake.example/gates.gif",
        "https://lake.example/gates.svg",
        "https://lake.example/gates.mp4",
        "https://-.example/gates.jpg",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
        "attachment://gates.jpg",
        "https://lake.example/" + "a" * 2_000,
    ],
)
def test_what_is_no_picture_of_a_named_host_is_not(url: str | None) -> None:
    assert safe_picture(url) is None


def test_whoever_stands_before_the_host_is_dropped() -> None:
    assert safe_picture("https://bbc.example@lake.example/gates.jpg") == "https://lake.example/gates.jpg"


def test_the_headlines_article_comes_before_others_that_are_quoted() -> None:
    first, second = (examples.article(at, f"Gate {at}", f"Gate {at} opened.") for at in (1, 2))
    both = examples.story(1, [first, with_picture(second)], [examples.quote(second), examples.quote(first)])
    assert thumbnail_of(both, ENGLISH) == Thumbnail(PICTURE, "The picture that stands with “Gate 2”")
    mine = replace(both, articles=(with_picture(first, "https://lake.example/1.png"), with_picture(second)))
    assert thumbnail_of(mine, ENGLISH) == Thumbnail(
        "https://lake.example/1.png", "The picture that stands with “Gate 1”"
    )
    unquoted = replace(both, quotes=both.quotes[1:])
    assert thumbnail_of(unquoted, ENGLISH) is None


def test_the_first_message_shows_one_picture_beside_its_story() -> None:
    rules.demand()
    briefing = pictured(1, 2)
    [card] = briefing_views(briefing)
    components = components_of(card)
    [(url, text)] = thumbnails(components)
    assert url == PICTURE
    assert "Gate 1 opened" in text
    [plain] = briefing_views(briefing, thumbnails=False)
    assert list(texts(components)) == list(texts(components_of(plain)))
    assert (thumbnails(components_of(plain)), card.has_thumbnail, plain.has_thumbnail) == ([], True, False)
    assert rules.check("POST", "/channels/1/messages", payload(components)) == []
    assert foreign_activity(components) == []


def test_later_pages_show_none() -> None:
    first, *later = briefing_views(pictured(*range(30), of=30))
    assert len(thumbnails(components_of(first))) == 1
    assert later
    assert [thumbnails(components_of(card)) for card in later] == [[]] * len(later)


def test_a_storys_post_shows_its_picture() -> None:
    briefing = pictured(0, of=1)
    [(url, text)] = thumbnails(components_of(post_view(briefing)))
    assert (url, "Gate 0 opened" in text) == (PICTURE, True)
    assert thumbnails(components_of(post_view(briefing, thumbnails=False))) == []


def test_what_it_says_is_one_line_of_bounded_length() -> None:
    long = with_picture(examples.article(1, "Gate\n" * 400, "Gate 1 opened."))
    thumbnail = thumbnail_of(examples.story(1, [long]), ENGLISH)
    assert thumbnail is not None
    assert "\n" not in thumbnail.says
    assert len(thumbnail.says) < 300
