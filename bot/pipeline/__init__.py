"""The order of the steps: from sources to a briefing that is delivered once.

    seeding:  seeds | packs | feeds.opml  → topics of the catalogue, articles to intake, feeds to read
    refresh:  storage.due_feeds | fetch | parse | intake
    intake:   known? | match topics | place in a story | storage.add_articles
    brief:    storage's window of a topic | compose against what this channel was told | Briefing
    enqueue:  subscriptions that are due | brief, once for all that were told the same | outbox
    deliver:  claim | send | classify the outcome | record

Three runs (refresh, compose, deliver), each restartable, joined only by rows in the database. Everything
here is handed its storage, its clock and its network; `bot.app` and `bot.work` build them.
"""
