"""`bench/quality.py topics FILE`: the predictions are the bot's own, and every error is listed."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from bench.kinds import topics as kind

PACK = 'name = "Harbour"\n[aliases]\nen = ["Old Harbour"]\n'
ROWS = [
    {"id": "1", "title": "The Old Harbour freezes", "text": "Boats are stuck.", "topic": "harbour", "lang": "en"},
    {"id": "2", "title": "A quiet pier", "text": "Nobody came.", "topic": "harbour"},
    {"id": "3", "title": "Snow", "text": "It fell on the Old Harbour.", "topic": "old_weather"},
    {"id": "4", "title": "Rain", "text": "", "topic": "old_weather"},
]


def arguments(folder: Path, pack: str = PACK) -> Namespace:
    packs = folder / "packs"
    packs.mkdir()
    (packs / "harbour.toml").write_text(pack, encoding="utf-8")
    (packs / "old-weather.toml").write_text('name = "Weather"\n[aliases]\nen = ["hail"]\n', encoding="utf-8")
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    parser = ArgumentParser()
    kind.add_arguments(parser)
    return parser.parse_args(
        [str(folder / "rows.jsonl"), "--packs", str(packs), "--out", str(folder / "predictions.jsonl")]
    )


def test_predictions_name_topic_score_and_reason_for_every_article(tmp_path: Path) -> None:
    assert kind.run(arguments(tmp_path)) == 0
    lines = (tmp_path / "predictions.jsonl").read_text(encoding="utf-8").splitlines()
    why = {"alias": "Old Harbour", "field": "title", "start": 4, "end": 15}
    lead = why | {"field": "text", "start": 15, "end": 26}
    assert [json.loads(line) for line in lines] == [
        {"id": "1", "topics": [{"topic": "harbour", "score": 0.8, "why": [why]}]},
        {"id": "2", "topics": []},
        {"id": "3", "topics": [{"topic": "harbour", "score": 0.5, "why": [lead]}]},
        {"id": "4", "topics": []},
    ]


def test_every_error_is_listed_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kind.run(arguments(tmp_path))
    printed = capsys.readouterr().out
    errors = [line for line in printed.splitlines() if line.startswith(("missed: ", "wrong: "))]
    assert errors == [
        "missed: harbour: A quiet pier (2)",
        "wrong: harbour: Snow (3)",
        "missed: old-weather: Snow (3)",
        "missed: old-weather: Rain (4)",
    ]
    assert "0.500" in printed


def test_a_broken_pack_is_an_error_and_not_a_worse_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        kind.run(arguments(tmp_path, pack="name ="))
    assert ended.value.code == 2
    assert "harbour.toml:1:" in capsys.readouterr().err


def test_labels_of_the_labelled_days_and_of_the_leads_are_read(tmp_path: Path) -> None:
    labels_of_rows = [
        {"about_nk": True, "about_csto": True, "csto": "wide", "date": "2022-09-13"},
        {"about_nk": False, "about_csto": True, "csto": "core", "date": "2022-09-13"},
        {"karabakh": True, "csto": False, "date": "2020-02-09"},
        {},
    ]
    rows = [{"id": "1", "title": "T", "text": ""} | labels for labels in labels_of_rows]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    labels = [sample.labels for sample in kind.read_samples(path, {"nagorno-karabakh", "csto"})]
    assert labels == [
        {"nagorno-karabakh": True, "csto": False},
        {"nagorno-karabakh": False, "csto": True},
        {"nagorno-karabakh": True, "csto": False},
        {},
    ]
    assert [s.labels for s in kind.read_samples(path, {"karabakh"})][2] == {"karabakh": True}
