"""`bench/quality.py timelines FILE`: the predictions are the bot's own."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from bench.kinds import timelines as kind

ARTICLES = [
    {"date": "2026-05-01", "text": "A tanker struck the bridge of Sorven."},
    {"date": "2026-05-02", "text": "Divers closed the leak in its hull."},
    {"date": "2026-05-03", "text": "The captain had slept when the tanker struck the bridge on Friday."},
]


def test_predictions_have_as_many_days_as_the_reference(tmp_path: Path) -> None:
    reference = [{"date": day, "text": "Something."} for day in ("2026-05-01", "2026-05-03")]
    timeline = {"id": "t1", "cluster": "c", "topic": "straits", "timeline": reference}
    articles = [{"id": f"a{n}", "source": "Herald", "cluster": "c", **given} for n, given in enumerate(ARTICLES)]
    file, out = tmp_path / "timelines.jsonl", tmp_path / "predictions.jsonl"
    file.write_text(json.dumps(timeline), encoding="utf-8")
    (tmp_path / "timelines_articles.jsonl").write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    parser = ArgumentParser()
    kind.add_arguments(parser)

    assert kind.run(parser.parse_args([str(file), "--out", str(out)])) == 0

    (told,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert told["id"] == "t1"
    days = [day["date"] for day in told["timeline"]]
    assert len(days) == len(reference)
    assert days[0] == "2026-05-01"
    assert all(day["text"] in {given["text"] for given in ARTICLES} for day in told["timeline"])
