"""`python -m matching.evaluation interests`: the figures, and what it says of a bad file."""

import json
import runpy
import sys
from pathlib import Path

import pytest

from matching import Dislike, evaluation
from matching.evaluation import (
    CATALOGUE,
    disliked_things,
    load_model,
    main,
    measure_interests,
    read_judged,
    sector_words,
)
from webapp.placements.matchmaking import market

DATA = Path(__file__).parent / "data"
GOOD = {"id": "1", "sectors": ["animals"], "likes": "dogs", "dislikes": "", "avoid": []}


def written(tmp_path, *rows):
    path = tmp_path / "said.jsonl"
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows),
        encoding="utf-8",
    )
    return path


def figures(capsys, *words):
    assert main(["interests", *map(str, words)]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys, *words):
    assert main(["interests", *map(str, words)]) == 2
    answer = capsys.readouterr()
    assert answer.out == ""
    return answer.err


@pytest.mark.parametrize(
    ("name", "least_at_1"),
    [
        ("interests_developed_on", 0.9),
        ("interests_kept_back", 0.9),
        ("interests_written_later", 0.75),
    ],
)
def test_interests_find_a_good_sector_and_no_avoided_one(capsys, name, least_at_1):
    found = figures(capsys, DATA / f"{name}.jsonl")
    assert found["sector_at_1"] >= least_at_1
    assert found["sector_at_3"] >= 0.95
    assert found["avoid_in_top_3"] <= 0.02


def test_without_the_sheet_of_dislikes_avoided_sectors_come_up():
    judged = read_judged(DATA / "interests_developed_on.jsonl", sectors=sorted(sector_words()))
    whole = load_model(CATALOGUE / "task_bank.csv")
    plain = type(whole)(whole.rows, sector_words=sector_words())
    without = measure_interests(plain, judged).avoid_in_top_3
    assert without > measure_interests(whole, judged).avoid_in_top_3


def test_the_figures_are_shares_of_the_statements(capsys, tmp_path):
    rows = [
        GOOD,
        "",
        GOOD | {"sectors": ["it"], "avoid": ["animals"]},
        GOOD | {"likes": "zzz", "avoid": ["animals"]},
        GOOD | {"likes": ["baking cakes and bread", "dough", "dogs"], "dislikes": None},
    ]
    assert figures(capsys, written(tmp_path, *rows)) == {
        "n": 4,
        "sector_at_1": 0.25,
        "sector_at_3": 0.5,
        "avoid_in_top_3": 0.5,
    }


def test_nothing_to_avoid_is_nothing_avoided(capsys, tmp_path):
    assert figures(capsys, written(tmp_path, GOOD))["avoid_in_top_3"] == 0


def test_another_task_bank_can_be_measured(capsys, tmp_path):
    bank = tmp_path / "bank.csv"
    bank.write_text("sector,job_family,task,words\nadmin,Filing,Walk a dog,dogs\n")
    assert figures(capsys, written(tmp_path, GOOD), "--task-bank", bank)["sector_at_3"] == 0


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("{", "Expecting property name"),
        ('["dogs"]', "not a JSON object"),
        ({"id": "1", "likes": "dogs"}, "missing: sectors, dislikes, avoid"),
        (GOOD | {"sectors": ["zoo"]}, "unknown sector: zoo"),
        (GOOD | {"avoid": ["zoo"]}, "unknown sector: zoo"),
        (GOOD | {"sectors": []}, "sectors is empty"),
        (GOOD | {"likes": 3}, "likes must be a text or a list of texts"),
    ],
)
def test_a_bad_line_is_named(capsys, tmp_path, row, wrong):
    path = written(tmp_path, GOOD, row)
    said = refusal(capsys, path)
    assert said.startswith(f"{path}, line 2: ")
    assert wrong in said


def test_a_file_that_is_not_there_or_empty_or_no_text_is_named(capsys, tmp_path):
    assert "No such file" in refusal(capsys, tmp_path / "none.jsonl")
    assert "no statement in it" in refusal(capsys, written(tmp_path, ""))
    binary = tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in refusal(capsys, binary)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("sector,job_family,task,words\n", "no task in it"),
        ("sector,task\nadmin,File letters\n", "line 2: the columns must be"),
        ("sector,job_family,task,words\nzoo,Zoo,Feed lions,lions\n", "line 2: unknown sector"),
    ],
)
def test_a_bad_task_bank_is_named(capsys, tmp_path, text, wrong):
    bank = tmp_path / "bank.csv"
    bank.write_text(text, encoding="utf-8")
    assert wrong in refusal(capsys, written(tmp_path, GOOD), "--task-bank", bank)


def test_it_runs_as_a_program_in_any_folder(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["evaluation", "interests", str(written(tmp_path, GOOD))])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(evaluation.__file__, run_name="__main__")
    assert left.value.code == 0
    assert json.loads(capsys.readouterr().out)["n"] == 1


def test_evaluation_reads_what_the_product_hands_over():
    assert sector_words() == market.sector_words()
    assert disliked_things() == market.disliked_things()
    whole = load_model(CATALOGUE / "task_bank.csv")
    assert sorted(market.task_bank(), key=str) == sorted(whole.rows, key=str)


def test_every_dislike_a_learner_can_tick_is_in_the_sheet():
    assert {dislike.value for dislike in Dislike} <= {thing.code for thing in disliked_things()}


def test_every_kind_of_work_can_be_disliked():
    always = frozenset[str]().union(*(thing.always for thing in disliked_things()))
    assert always == set(sector_words())


def test_no_work_has_a_thing_both_always_and_often():
    assert [thing.code for thing in disliked_things() if thing.always & thing.often] == []
