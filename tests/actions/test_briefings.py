from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.actions.asker import Asker
from bot.actions.briefings import SINCE_LAST_LOOK, BriefingActions
from bot.actions.topics import TopicActions
from bot.errors import BadValueError, UnknownBriefingError, UnknownTopicError
from bot.model import Article, Briefing, Length, StoryStatus
from bot.pipeline.brief import LONGEST_GAP, Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import READS_KEY, Answer, Preferences, Storage
from tests.actions.conftest import BRIDGES, CHANNEL, GUILD, MEMBER, NOON, SCHOOLS
from tests.statements import recorded
from tests.storage.examples import unlike_sentence

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ALONE_ELSEWHERE = replace(MEMBER, user_id=77)


@pytest.fixture
def briefer(storage: Storage) -> Briefer:
    return Briefer(storage, languages=("en",))


@pytest.fixture
def briefings(storage: Storage, catalogue: Catalogue, briefer: Briefer) -> BriefingActions:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    told = (
        ("a", "Bridge in Gyumri collapses", "A bridge in Gyumri collapsed in the morning, the rescue service said.", 2),
        ("b", "Bridge over the Debed is painted", "Workers painted the bridge over the Debed in green colours.", 30),
    )
    intake.add(
        [
            Article(
                id=article_id,
                source=f"News {article_id}",
                title=title,
                text=text,
                first_seen_at=NOON,
                feed_url="https://news.example/feed",
                url=f"https://news.example/{article_id}",
                language="en",
                published_at=NOON - hours * HOUR,
            )
            for article_id, title, text, hours in told
        ],
        now=NOON,
    )
    return BriefingActions(
        storage=storage, catalogue=catalogue, briefer=briefer, clock=lambda: NOON, window=DAY, zone="UTC"
    )


@pytest.fixture
def later(storage: Storage, catalogue: Catalogue, briefer: Briefer) -> BriefingActions:
    """An hour after `briefings`."""
    return BriefingActions(
        storage=storage, catalogue=catalogue, briefer=briefer, clock=lambda: NOON + HOUR, window=DAY, zone="UTC"
    )


def an_article(article_id: str, title: str, published_at: datetime, *, first_seen_at: datetime) -> Article:
    return Article(
        id=article_id,
        source=f"News {article_id}",
        title=title,
        text=f"{title}, the ministry of roads said on Friday.",
        first_seen_at=first_seen_at,
        feed_url="https://news.example/feed",
        language="en",
        published_at=published_at,
    )


def headlines(briefing: Briefing) -> list[str]:
    return [story.headline for story in briefing.stories]


def tell(storage: Storage, briefing: Briefing) -> None:
    """Deliver a briefing to the channel, as of its own moment."""
    made = storage.subscribe(
        guild_id=GUILD,
        channel_id=CHANNEL,
        topic_id="bridges",
        time="08:00",
        preferences=Preferences(timezone="UTC"),
        created_by=1,
        next_due_at=briefing.at,
        now=briefing.at,
    )
    answer = Answer(made.subscription.id, date(2026, 4, 30), "08:00", "nonce", briefing.at, briefing.at + DAY)
    storage.enqueue(briefing, [answer])
    delivery = storage.claim(briefing.at, HOUR)
    assert delivery is not None
    storage.record_sent(delivery, [1], briefing.at)


async def test_window_decides_what_is_told(briefings: BriefingActions) -> None:
    assert headlines(await briefings.brief("bridges")) == ["Bridge in Gyumri collapses"]
    assert len(headlines(await briefings.brief("bridges", window="3d"))) == 2
    yesterday = await briefings.brief("bridges", at="2026-04-30T12:00Z")
    assert headlines(yesterday) == ["Bridge over the Debed is painted"]


@pytest.mark.parametrize("asker", [None, MEMBER])
async def test_who_asks_for_more_is_told_more(
    briefings: BriefingActions, storage: Storage, asker: Asker | None
) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES])
    found = [an_article(f"n{at}", f"Bridge {at}", NOON - HOUR, first_seen_at=NOON) for at in range(30)]
    intake.add([replace(each, text=unlike_sentence(at)) for at, each in enumerate(found)], now=NOON)
    usual = await briefings.brief("bridges", asker=asker)
    long = await briefings.brief("bridges", asker=asker, length=Length.LONG)
    assert len(usual.in_full) < len(long.in_full)


async def test_future_and_endless_windows_are_refused(briefings: BriefingActions) -> None:
    with pytest.raises(BadValueError, match="lies in the future"):
        await briefings.brief("bridges", at="2026-05-03")
    with pytest.raises(BadValueError, match="31d is the most"):
        await briefings.brief("bridges", window="52w", asker=MEMBER)
    assert len(headlines(await briefings.brief("bridges", window="52w"))) == 2


async def test_day_of_opinions_alone_shows_the_latest_that_was_reported(
    briefings: BriefingActions, storage: Storage
) -> None:
    opinion = Article(
        id="o",
        source="News o",
        title="Opinion: Bridges deserve better",
        text="Every bridge deserves a painter, and every painter deserves a bridge of his own.",
        first_seen_at=NOON,
        feed_url="https://news.example/feed",
        language="en",
        published_at=NOON - timedelta(minutes=5),
    )
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    intake.add([opinion], now=NOON)
    (story,) = (await briefings.brief("bridges", window="1h")).stories[:1]
    assert (story.headline, story.status) == ("Bridge in Gyumri collapses", StoryStatus.EARLIER)


async def test_same_moment_gives_the_same_briefing(briefings: BriefingActions) -> None:
    assert await briefings.brief("bridges", window="3d") == await briefings.brief("bridges", window="3d")


async def test_every_quote_stands_in_its_article(briefings: BriefingActions) -> None:
    briefing = await briefings.brief("bridges", window="3d")
    texts = {article.id: article.text for story in briefing.stories for article in story.articles}
    quotes = [quote for story in briefing.stories for quote in story.quotes]
    assert quotes
    assert all(texts[quote.article_id][quote.start : quote.end] == quote.text for quote in quotes)


async def test_briefing_in_a_channel_is_kept_for_its_buttons(briefings: BriefingActions) -> None:
    briefing = await briefings.brief("bridges", asker=MEMBER)
    assert (await briefings.kept(briefing.id)).stories == briefing.stories


async def test_briefing_that_is_not_kept_is_said_kindly(briefings: BriefingActions) -> None:
    with pytest.raises(UnknownBriefingError, match="ask for a new one"):
        await briefings.kept("0" * 16)


async def test_nothing_is_updated_where_nothing_was_told(briefings: BriefingActions, storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    title = "Bridge in Gyumri collapses in the morning"
    intake.add([an_article("again", title, NOON - timedelta(minutes=5), first_seen_at=NOON)], now=NOON)
    (of_nobody,) = (await briefings.brief("bridges", window="1h")).stories
    (of_channel,) = (await briefings.brief("bridges", window="1h", asker=MEMBER)).stories
    assert (of_nobody.status, of_channel.status) == (StoryStatus.UPDATED, StoryStatus.NEW)


async def test_what_the_channel_was_told_is_no_news(briefings: BriefingActions, storage: Storage) -> None:
    first = await briefings.brief("bridges", at="2026-05-01T11:00Z", window="3d", asker=MEMBER)
    tell(storage, first)
    again = await briefings.brief("bridges", window="3d", asker=MEMBER)
    assert {story.status for story in first.stories} == {StoryStatus.NEW}
    assert {story.status for story in again.stories} == {StoryStatus.ONGOING}
    assert again.is_quiet
    assert again.compared_with == first.at


async def test_a_readers_briefing_closes_the_gap_to_the_one_before(
    briefings: BriefingActions, briefer: Briefer, storage: Storage
) -> None:
    at = NOON - 2 * DAY
    tell(storage, briefer.brief(BRIDGES, at=at, since=at - DAY, told=()))
    told = storage.last_told(CHANNEL, BRIDGES.id, NOON)
    after_a_gap = briefer.brief_reader(BRIDGES, told, at=NOON, window=DAY)
    assert after_a_gap.window_from == at
    assert len(after_a_gap.stories) == 2
    much_later = briefer.brief_reader(BRIDGES, told, at=at + LONGEST_GAP + HOUR, window=DAY)
    assert much_later.window_from == much_later.at - LONGEST_GAP
    del briefings


async def test_overview_counts_the_last_day(briefings: BriefingActions, storage: Storage, catalogue: Catalogue) -> None:
    topics = TopicActions(storage=storage, catalogue=catalogue, clock=lambda: NOON)
    bridges, schools = await topics.overview()
    assert (bridges.topic.id, bridges.recent_articles, bridges.latest_at) == ("bridges", 1, NOON - 2 * HOUR)
    assert (schools.recent_articles, schools.latest_at) == (0, None)
    with pytest.raises(UnknownTopicError):
        topics.find("volcano")
    del briefings


async def test_topic_of_another_guild_is_not_seen(storage: Storage, catalogue: Catalogue) -> None:
    storage.save_topic(BRIDGES.__class__("ours", "Ours", aliases=BRIDGES.aliases), guild_id=77, created_by=1, now=NOON)
    catalogue.reload_made()
    assert [topic.id for topic in catalogue.visible(77)] == ["bridges", "ours", "schools"]
    assert [topic.id for topic in catalogue.visible(GUILD)] == ["bridges", "schools"]
    assert [topic.id for topic in catalogue.all()] == ["bridges", "ours", "schools"]
    assert catalogue.suggest("ou", GUILD) == []


async def test_a_day_is_told_as_a_window_of_its_own(briefings: BriefingActions) -> None:
    told = await briefings.brief("bridges", window="2026-04-30", asker=MEMBER)
    assert headlines(told) == ["Bridge over the Debed is painted"]
    assert told.window_to == datetime(2026, 4, 30, 23, 59, 59, tzinfo=UTC)


async def test_since_my_last_look_is_the_persons_own_and_begins_with_the_usual_window(
    briefings: BriefingActions, later: BriefingActions
) -> None:
    first = await briefings.brief("bridges", window="Since my last look", asker=MEMBER)
    assert first.window_from == NOON - DAY
    again = await later.brief("bridges", window=SINCE_LAST_LOOK, asker=MEMBER)
    assert again.window_from == NOON
    other = await later.brief("bridges", window=SINCE_LAST_LOOK, asker=ALONE_ELSEWHERE)
    assert other.window_from == NOON + HOUR - DAY


async def test_since_my_last_look_tells_what_was_published_before_it_and_read_after_it(
    briefings: BriefingActions, later: BriefingActions, storage: Storage
) -> None:
    await briefings.brief("bridges", asker=MEMBER)
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    before, second = NOON - timedelta(minutes=10), timedelta(seconds=1)
    read_later = an_article("late", "Bridge in Ijevan opens after ten years", before, first_seen_at=NOON + second)
    under_way = an_article("way", "Bridge in Meghri is closed by a flood", before, first_seen_at=NOON - second)
    intake.add([read_later, under_way], now=NOON + second)
    again = await later.brief("bridges", window=SINCE_LAST_LOOK, asker=MEMBER)
    assert {article.id for story in again.stories for article in story.articles} == {"late", "way"}


async def test_looking_at_a_day_that_is_over_is_no_look_at_what_came_after_it(
    briefings: BriefingActions, later: BriefingActions
) -> None:
    await briefings.brief("bridges", asker=MEMBER)
    await later.brief("bridges", window="2026-04-30", asker=MEMBER)
    assert (await later.brief("bridges", window=SINCE_LAST_LOOK, asker=MEMBER)).window_from == NOON


async def test_a_look_that_an_older_version_kept_is_understood(briefings: BriefingActions, storage: Storage) -> None:
    looked = NOON - 40 * HOUR
    storage.set_state(f"looked.{MEMBER.user_id}.bridges", looked.isoformat())
    assert (await briefings.brief("bridges", window=SINCE_LAST_LOOK, asker=MEMBER)).window_from == looked


async def test_a_briefing_of_many_stories_asks_the_database_no_more_often(
    briefings: BriefingActions, storage: Storage
) -> None:
    """Some fifteen short questions and answers; `docs/explanation/architecture.md` says so."""
    with recorded() as of_one:
        assert len(headlines(await briefings.brief("bridges", asker=MEMBER))) == 1
    titles = (
        "Bridge over the Akhuryan opens after a winter of repairs",
        "Thieves steal copper wires from the Hrazdan bridge",
        "Herons nest below the old bridge of Sanahin",
        "Architects of Vayk win a prize with a wooden bridge",
        "Toll for lorries doubles at the Arpa bridge",
    )
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES])
    more = [an_article(title[:12], title, NOON - HOUR, first_seen_at=NOON) for title in titles]
    intake.add(more, now=NOON)
    with recorded() as of_many:
        assert len(headlines(await briefings.brief("bridges", asker=MEMBER))) >= 3
    questions = [statement for statement, _ in of_many if statement.startswith(("SELECT", "INSERT", "UPDATE"))]
    assert len(of_many) == len(of_one)
    assert len(questions) <= 17


@pytest.mark.usefixtures("briefings")
async def test_the_list_of_topics_counts_articles_and_reads_no_more_than_the_latest_of_each(
    storage: Storage, catalogue: Catalogue
) -> None:
    topics = TopicActions(storage=storage, catalogue=catalogue, clock=lambda: NOON + HOUR)
    with recorded() as statements:
        overview = await topics.overview()
    found = [(each.topic.id, each.recent_articles, each.latest_at) for each in overview]
    assert found == [("bridges", 1, NOON - 2 * HOUR), ("schools", 0, None)]
    of_texts = [statement for statement, _ in statements if "articles.text" in statement]
    assert of_texts
    assert all("LIMIT" in statement for statement in of_texts)


async def test_who_asks_in_a_channel_is_told_in_what_it_reads_by_its_subscriptions(
    briefings: BriefingActions, storage: Storage
) -> None:
    assert (await briefings.brief("bridges", asker=MEMBER)).languages == ("en",)

    def subscribe(topic_id: str, reads: str) -> None:
        storage.subscribe(
            guild_id=GUILD,
            channel_id=CHANNEL,
            topic_id=topic_id,
            time="08:00",
            preferences=Preferences(timezone="UTC", reads=reads),
            created_by=1,
            next_due_at=NOON + DAY,
            now=NOON,
        )

    subscribe("schools", "hy,en")
    assert (await briefings.brief("bridges", asker=MEMBER)).languages == ("hy", "en")
    subscribe("bridges", "")
    assert (await briefings.brief("bridges", asker=MEMBER)).languages == ("en",)
    subscribe("bridges", "pl,en")
    assert (await briefings.brief("bridges", asker=MEMBER)).languages == ("pl", "en")
    elsewhere = replace(MEMBER, channel_id=CHANNEL + 1)
    assert (await briefings.brief("bridges", asker=elsewhere)).languages == ("en",)
    storage.set_state(READS_KEY.format(GUILD), "fr,en")
    assert (await briefings.brief("bridges", asker=elsewhere)).languages == ("fr", "en")
    assert (await briefings.brief("bridges", asker=MEMBER)).languages == ("pl", "en")
