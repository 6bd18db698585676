"""What is remembered and read: the database, the seeds, the feeds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from bot.actions.feeds import FeedOverview
from bot.delivery.frame import count
from bot.doctor.finding import Finding, bad, good, note
from bot.errors import Phrase
from bot.pipeline.health import FeedState
from bot.pipeline.seeding import SeedsReport
from bot.sources.polling import LEAST_OFTEN
from bot.storage import DatabaseState, Subscription

_TROUBLED = frozenset({FeedState.PAUSED, FeedState.FAILING, FeedState.FROZEN, FeedState.SILENT, FeedState.MOVED})
_CAUSES = {
    FeedState.FROZEN: "nothing new for weeks",
    FeedState.SILENT: "nothing new for longer than usual",
    FeedState.MOVED: "they live elsewhere now",
}
_NAMED = 4
_REMEDIES = {
    FeedState.PAUSED: "`briefbot feeds add {url}` asks it again, `briefbot feeds remove {url}` forgets it",
    FeedState.FAILING: "`briefbot feeds check {url}` tells why, step by step",
    FeedState.MOVED: "nothing; `briefbot feeds export` names its new address",
}


def look_at_database(state: DatabaseState) -> Finding:
    """Whether it is there, whole, and as this program knows it."""
    if state.damage:
        remedy = "end the bot and bring the last good backup back: `briefbot restore` (docs/how-to/backup.md)"
        return bad("database", f"{state.name} is damaged: {state.damage}", remedy)
    if state.version is None:
        return note("database", f"{state.name} is not there yet", "nothing; `briefbot run` makes it")
    if not state.is_current:
        remedy = "nothing; the next start brings it up to date, after a copy of it"
        if not state.is_file:
            remedy = "back it up with pg_dump: the next start brings it up to date, without a copy"
        return note("database", f"{state.name} has version {state.version}, not yet {state.newest}", remedy)
    return good("database", f"{state.name}, version {state.version}")


def look_at_seeds(report: SeedsReport | None, unknown: Sequence[str]) -> Iterator[Finding]:
    """Whether the files below the seeds can be read.

    Args:
        report: What reading them brought; None where there were none.
        unknown: Topics that the settings follow and nobody defines.
    """
    for problem in report.problems if report else ():
        yield bad("seeds", problem, "mend it, or seeds_dir; seeds/README.md says how each kind is written")
    for topic_id in unknown:
        yield bad("follow", f"there is no topic “{topic_id}”", "`briefbot topics` lists those that there are")
    if report and not report.problems:
        yield good("seeds", f"{count(report.topics, 'topic')}, {count(report.articles, 'article')}")


def look_at_feeds(feeds: Sequence[FeedOverview], now: datetime, interval: timedelta) -> Iterator[Finding]:
    """How feeds fare that do not fare well, those with one cause in one line, then all of them in one.

    Args:
        interval: How often a busy feed is asked.
    """
    if not feeds:
        remedy = "`briefbot feeds import FILE.opml` or `briefbot feeds add URL` brings some"
        yield note("feeds", "there are none, so no news comes in", remedy)
        return
    failing = sum(each.health.state is FeedState.FAILING for each in feeds)
    if failing == len(feeds):
        told = f"none of {count(failing, 'feed')} can be read, such as {feeds[0].name}: {feeds[0].health.sentence}"
        yield bad("feeds", told, "is this machine online? `briefbot feeds list` tells of each")
        return
    alike: dict[tuple[FeedState, str], list[FeedOverview]] = {}
    for each in feeds:
        if each.health.state in _TROUBLED:
            alike.setdefault((each.health.state, _cause(each)), []).append(each)
    for (state, cause), those in alike.items():
        yield _of_one_cause(state, cause, those)
    tried = [each.feed.last_tried_at for each in feeds if each.feed.last_tried_at]
    if not tried:
        yield note("feeds", f"{count(len(feeds), 'feed')}, none of them asked yet", "`briefbot run` reads them")
    elif now - max(tried) > interval * LEAST_OFTEN:
        last = f"{max(tried):%Y-%m-%d %H:%M} UTC"
        yield note("feeds", f"{count(len(feeds), 'feed')}, last asked at {last}", "is the bot running?")
    else:
        yield good("feeds", f"{count(len(feeds), 'feed')}; {failing} of them cannot be read at the moment")


def _of_one_cause(state: FeedState, cause: str, feeds: Sequence[FeedOverview]) -> Finding:
    first = feeds[0]
    remedy = _REMEDIES.get(state, "").format(url=first.feed.url)
    if len(feeds) == 1:
        return note(f"feed {first.name}", f"{state}: {first.health.sentence}", remedy)
    names = ", ".join(each.name for each in feeds[:_NAMED])
    if (left := len(feeds) - _NAMED) > 0:
        names += f" and {left:,} more"
    remedy = f"`briefbot feeds list` tells of each{'; of the first, ' + remedy if remedy else ''}"
    return note(f"{count(len(feeds), 'feed')} {state}", f"{cause}: {names}", remedy)


def _cause(feed: FeedOverview) -> str:
    """What ails a feed, without what is its own: its host, its days, how often."""
    cause = _CAUSES.get(feed.health.state)
    return cause or _without_values(feed.feed.paused_reason or feed.feed.error or "")


def _without_values(sentence: str) -> str:
    if not isinstance(sentence, Phrase) or not sentence.values:
        return sentence
    inner = next((value for value in sentence.values.values() if isinstance(value, Phrase)), None)
    return _without_values(inner) if inner else sentence.text.format_map(dict.fromkeys(sentence.values, "…"))


def look_at_subscriptions(subscriptions: Sequence[Subscription], *, known: Collection[str] | None) -> Iterator[Finding]:
    """Which subscriptions are paused, and why; which wait for a topic that is gone, and will be.

    Args:
        known: The ids of all topics; None where some packs cannot be read.
    """
    for each in subscriptions:
        told = f"{each.topic_id} in channel {each.channel_id}"
        if each.paused_reason is not None:
            remedy = "/subscriptions resume in its channel starts it again"
            yield note(f"subscription {each.id}", f"{told} is paused: {each.paused_reason}", remedy)
        elif known is not None and each.topic_id not in known:
            remedy = "bring back the pack that was read until now, or /unsubscribe in its channel"
            yield bad(f"subscription {each.id}", f"{told}: there is no such topic, so nothing is posted", remedy)
