"""An invented day, as several newspapers tell it: what the README's picture shows."""

from __future__ import annotations

from tests.cogs.sorven import News

TOPIC = """\
id = "ostra"
name = "The Ostra"
description = "The river Ostra and the towns on it: floods, dams, water."

[aliases]
en = ["Ostra", "Lidra"]
"""

NOTE = """\
---
title: The Sorven Dam above Lidra
kind: note
language: en
---

The Sorven Dam holds back the Ostra nine kilometres above the town of Lidra, and belongs to the company Hollin and Grae.
"""

THE_DAY_BEFORE = News(
    "bursts",
    "Aultmoor Radio",
    14,
    "The Ostra bursts its banks at Lidra",
    "The Ostra burst its banks at Lidra on Thursday after two days of rain. "
    "Two people are missing in the lower town, the fire brigade said.",
)

NEWS = (
    News(
        "killed",
        "The Kalm Post",
        8,
        "At least three killed as the Ostra floods Lidra",
        "At least three people were killed and 340 had to leave their homes when the Ostra flooded the lower town of "
        "Lidra, the interior ministry said. Soldiers are taking people off roofs with boats.",
    ),
    News(
        "opinion",
        "The Kalm Post",
        9,
        "Opinion - The Ostra warned us for twenty years",
        "We have built where the Ostra has always gone in spring. You cannot argue with a river.",
    ),
    News(
        "blame",
        "Lidra Herald",
        11,
        "Mayor of Lidra blames dam for flood",
        "The mayor of Lidra, Petra Osk, accused the operator of the Sorven Dam of opening its gates in the night "
        "without a warning. Sirens sounded only when water stood in the streets, she said.",
    ),
    News(
        "vote",
        "The Kalm Post",
        12,
        "Parliament sets 2.3 million crowns aside for towns on the Ostra",
        "Parliament voted on Friday to set 2.3 million crowns aside for the towns on the Ostra, by 61 to 40. "
        "The opposition had asked for six million.",
    ),
    News(
        "crowns",
        "Aultmoor Radio",
        13,
        "Towns on the Ostra to get 2.3 million crowns",
        "The towns on the Ostra get 2.3 million crowns after a vote in parliament, half of it for walls against the "
        "next flood.",
    ),
    News(
        "toll",
        "Upland Agency",
        14,
        "Death toll of the flood at Lidra rises to five",
        "Five people were killed in the flood at Lidra, the province's rescue service said on Friday afternoon, and "
        "two are still missing. Hollin and Grae, which runs the Sorven Dam, denied a charge by the town's mayor that "
        "its gates had been opened without a warning.",
    ),
)
