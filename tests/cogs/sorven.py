"""An invented subject for the scenarios: the Sorven Dam, its news of one day, and a note on what it is."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

TOPIC = """\
id = "sorven-dam"
name = "Sorven Dam"
description = "The dam on the upper Sorven, its repairs, and the villages below it."

[aliases]
en = ["Sorven Dam", "Sorven reservoir"]
"""

OTHER_TOPIC = """\
id = "tarrow-league"
name = "Tarrow League"
description = "The women's handball league of Tarrow."

[aliases]
en = ["Tarrow League"]
"""

NOTE = """\
---
title: The Sorven Dam
kind: note
language: en
---

The Sorven Dam holds back the upper Sorven above the villages of Lower Brade and Aultmoor.
"""


class News(NamedTuple):
    """One article."""

    slug: str
    source: str
    hour: int
    title: str
    text: str


NEWS = (
    News(
        "spillway",
        "Brade Courier",
        9,
        "Sorven Dam opens its repaired spillway",
        "Engineers opened the repaired spillway of the Sorven Dam on Wednesday morning after nineteen months of work. "
        "The gates carried 340 cubic metres of water a second in the first test. "
        "Chief engineer Ilse Varn said that two smaller gates are still to be fitted before the spring.",
    ),
    News(
        "strike",
        "Aultmoor Radio",
        10,
        "Crane drivers at the Sorven Dam walk out over night shifts",
        "Forty crane drivers at the Sorven Dam stopped work over plans for longer night shifts. "
        "Their union wants the shifts capped at eight hours and a second crew in winter. "
        "The building company Hollin and Grae said that talks continue tomorrow.",
    ),
    News(
        "fish",
        "Upland Nature Letter",
        11,
        "Trout climb the new fish ladder beside the Sorven Dam",
        "Biologists counted 1,212 trout on the fish ladder beside the Sorven Dam in its first week. "
        "The ladder has forty-one basins, each a hand's breadth higher than the one before. "
        "Anglers had asked for it since the old weir was drowned in 1968.",
    ),
    News(
        "tariff",
        "The Tarrow Ledger",
        12,
        "Council lowers the price of electricity from the Sorven Dam",
        "Households below the Sorven Dam will pay a tenth less for electricity from February. "
        "The council of Lower Brade voted for the cut by eleven to four. "
        "Councillor Petra Osk called it overdue, the treasurer warned of a gap of 2.3 million crowns.",
    ),
    News(
        "museum",
        "Brade Courier",
        13,
        "Drowned village gets a museum on the shore of the Sorven reservoir",
        "A museum on the shore of the Sorven reservoir will show what was saved from the village of Old Brade. "
        "Its church bell and the school's register stand in the first room. "
        "The opening is planned for the week after Easter.",
    ),
    News(
        "bridge",
        "Aultmoor Radio",
        14,
        "Lorries banned from the bridge under the Sorven Dam",
        "Lorries above twelve tonnes may no longer cross the footing bridge under the Sorven Dam. "
        "Inspectors found cracks as long as a pencil in three of its nine piers. "
        "Buses to Aultmoor take the forest road and need eighteen minutes more.",
    ),
    News(
        "rescue",
        "Sorven Valley Post",
        15,
        "Two climbers rescued from the wall of the Sorven Dam",
        "Firefighters brought two climbers down from the wall of the Sorven Dam after dark. "
        "The pair had started up the ladder of a closed inspection shaft. "
        "Neither of them was hurt, and the police are looking into trespass.",
    ),
    News(
        "siren",
        "Sorven Valley Post",
        16,
        "Sirens below the Sorven Dam to be tested on Sunday at noon",
        "The sirens below the Sorven Dam will sound for one minute on Sunday at noon. "
        "It is the first test since the control room was moved to the valve house. "
        "People who hear none are asked to ring the town hall.",
    ),
)


def write_seeds(folder: Path) -> Path:
    """The folder of seeds with all of it; the news is told on 31 December 2025."""
    for name in ("topics", "articles", "notes"):
        (folder / name).mkdir(parents=True)
    (folder / "topics" / "sorven-dam.toml").write_text(TOPIC, encoding="utf-8")
    (folder / "topics" / "tarrow-league.toml").write_text(OTHER_TOPIC, encoding="utf-8")
    (folder / "notes" / "sorven-dam.md").write_text(NOTE, encoding="utf-8")
    for news in NEWS:
        write_article(folder, news, f"2025-12-31T{news.hour:02}:00+00:00")
    return folder


def write_article(folder: Path, news: News, published: str) -> None:
    """One more article."""
    head = f"---\ntitle: {news.title}\nsource: {news.source}\npublished: {published}\nlanguage: en\n"
    address = f"url: https://{news.source.lower().replace(' ', '-')}.example/{news.slug}\n---\n\n"
    (folder / "articles" / f"{news.slug}.md").write_text(head + address + news.text + "\n", encoding="utf-8")


def write_topics(folder: Path, count: int) -> None:
    """So many more topics; their names come after the others'."""
    for number in range(count):
        pack = f'id = "village-{number}"\nname = "Village {number}."\n\n[aliases]\nen = ["Village number {number}"]\n'
        (folder / "topics" / f"village-{number}.toml").write_text(pack, encoding="utf-8")
