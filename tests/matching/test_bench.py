"""The measurements: the market is as large as said, all exact solvers find the same total."""

import json
import runpy
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import bench, bench_table
from matching.array_scoring import score_pairs
from matching.bench_solvers import EXACT, SOLVERS, Instance, SolverFailed, load, plan_of, save
from matching.network import Network
from matching.town_market import generate

some = settings(max_examples=max(1, settings.default.max_examples // 8), deadline=None)


def instance_of(*, grouped=False, **size):
    made = generate(**size)
    pairs = score_pairs(made.learners, made.offers)
    plain = Instance(
        learner=pairs.learner,
        offer=pairs.offer,
        score=pairs.score,
        capacity=made.capacity,
        priority=made.priority,
    )
    if not grouped:
        return plain
    return replace(plain, parent=made.parent, parent_capacity=made.parent_capacity)


@st.composite
def instances(draw, *, grouped=False):
    return instance_of(
        learners=draw(st.integers(1, 40)),
        offers=draw(st.integers(1, 20)),
        seed=draw(st.integers(0, 10**6)),
        tight=draw(st.booleans()),
        grouped=grouped,
    )


def same(one, other):
    return all(
        np.array_equal(one_side, other_side)
        for one_side, other_side in zip(arrays(one), arrays(other), strict=True)
    )


def arrays(made):
    tables = (made.learners, made.offers)
    columns = [getattr(table, name) for table in tables for name in table.__slots__]
    return [*columns, made.capacity, made.priority, made.parent, made.parent_capacity]


def test_the_same_seed_makes_the_same_market_and_another_seed_another():
    size = {"learners": 60, "offers": 30}
    assert same(generate(**size, seed=4), generate(**size, seed=4))
    assert not same(generate(**size, seed=4), generate(**size, seed=5))


@some
@given(st.integers(1, 80), st.integers(1, 60), st.booleans())
def test_a_market_has_the_learners_offers_and_places_asked_for(learners, offers, tight):
    made = generate(learners=learners, offers=offers, seed=1, tight=tight)
    assert (len(made.learners), len(made.offers)) == (learners, offers)
    assert made.capacity.sum() == max(1, round(learners * (0.8 if tight else 1.45)))
    assert sorted(made.priority) == list(range(learners))
    together = np.bincount(made.parent, weights=made.capacity)
    assert (made.parent_capacity <= together).all()


def test_ten_thousand_learners_have_eighty_options_each_and_few_have_none():
    pairs = score_pairs(*tables(generate(learners=10_000, offers=3_500, seed=7)))
    options = np.bincount(pairs.learner, minlength=10_000)
    assert options.mean() >= 80
    assert 0.005 < (options == 0).mean() < 0.05


def tables(made):
    return made.learners, made.offers


@some
@given(instances())
def test_all_exact_solvers_find_the_same_total(instance):
    plans = {name: SOLVERS[name](instance) for name in EXACT}
    assert len({plan.total for plan in plans.values()}) == 1, plans
    assert plans["full"].holds


@some
@given(instances(grouped=True))
def test_with_employers_as_groups_our_total_is_that_of_a_plain_flow(instance):
    ours = SOLVERS["full"](instance)
    assert ours.holds
    assert ours.total == SOLVERS["raw"](instance).total


@some
@given(instances())
def test_no_plan_beats_the_aim_of_another(instance):
    plans = {name: SOLVERS[name](instance) for name in ("full", "placed", "fair", "greedy")}
    full, placed, fair, greedy = plans.values()
    assert full.total >= max(placed.total, greedy.total)
    assert placed.total >= fair.total
    assert fair.unplaced == placed.unplaced <= min(full.unplaced, greedy.unplaced)
    assert SOLVERS["fair_unranked"](instance).unplaced == fair.unplaced


def test_a_plan_that_gives_one_place_twice_is_refused():
    instance = Instance(
        learner=np.array([0, 1]),
        offer=np.array([0, 0]),
        score=np.array([5, 4]),
        capacity=np.array([1]),
        priority=np.array([0, 1]),
    )
    assert plan_of(instance, np.array([0])).total == 5
    with pytest.raises(SolverFailed):
        plan_of(instance, np.array([0, 1]))


def test_stored_arrays_come_back_as_they_were(tmp_path):
    for grouped in (False, True):
        instance = instance_of(learners=30, offers=12, seed=3, grouped=grouped)
        save(instance, tmp_path / "pairs")
        found = load(tmp_path / "pairs")
        for name in Instance.__slots__:
            assert np.array_equal(getattr(found, name), getattr(instance, name)), name


def test_the_command_prints_a_line_for_each_measurement_and_keeps_the_pairs(capsys, tmp_path):
    file = tmp_path / "pairs.npz"
    size = ["--learners", "300", "--offers", "100", "--seed", "1", "--dump", str(file)]
    assert bench.main([*size, "--only", "full"]) == 0
    scoring, full = map(json.loads, capsys.readouterr().out.splitlines())
    for line in (scoring, full):
        assert line["cpu_s"] >= 0
        assert line["peak_mb"] > 0
    assert (scoring["what"], full["what"]) == ("scoring", "full")
    assert full["agrees"]
    with np.load(file) as kept:
        answer = Network(**kept).solve("total")
    assert answer.total == full["total"]
    assert (answer.offer_of == -1).sum() == full["unplaced"]


def test_each_line_says_what_was_found(tmp_path):
    plain, grouped = tmp_path / "plain", tmp_path / "grouped"
    size = bench.Size(learners=60, offers=20, seed=3)
    scoring = bench.score_market(size, plain, grouped)
    instance = instance_of(learners=60, offers=20, seed=3)
    assert scoring["pairs"] == len(instance.learner)
    assert scoring["places"] == instance.capacity.sum()
    for name in ("raw", "fair"):
        line, plan = bench.solve(name, plain), SOLVERS[name](instance)
        found = {key: line[key] for key in ("unplaced", "total", "below_40")}
        assert found == {key: getattr(plan, key) for key in found}
        assert line.get("holds") == plan.holds
    assert bench.solve("raw", grouped)["total"] <= bench.solve("raw", plain)["total"]


@pytest.mark.parametrize("command", ["matching.bench", "matching.bench_table"])
def test_the_commands_say_how_they_are_called(command, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [command, "--help"])
    monkeypatch.delitem(sys.modules, command)
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module(command, run_name="__main__")
    assert f"python -m {command}" in capsys.readouterr().out


def test_a_total_that_differs_is_said_and_ends_badly():
    totals = {}
    raw = bench.with_agreement({"what": "raw", "total": 7}, totals)
    fewer = bench.with_agreement({"what": "highs", "total": 6}, totals)
    grouped = bench.with_agreement({"what": "raw_grouped", "total": 5}, totals)
    fair = bench.with_agreement({"what": "fair", "total": 4, "holds": False}, totals)
    assert [line.get("agrees") for line in (raw, fewer, grouped, fair)] == [True, False, True, None]
    assert [bench.is_good(line) for line in (raw, fewer, grouped, fair)] == [
        True,
        False,
        True,
        False,
    ]


def test_solvers_that_would_take_too_long_are_left_out():
    def solvers(learners, *, tight=False):
        size = bench.Size(learners=learners, offers=9, seed=1, tight=tight)
        return set(bench.solvers_for(size))

    assert {"highs", "networkx"} < solvers(1_000)
    assert "networkx" not in solvers(1_001)
    assert "highs" in solvers(10_000)
    assert "highs" not in solvers(10_001)
    assert "highs" not in solvers(10_000, tight=True)
    assert {"raw", "full", "fair", "lapjvsp", "greedy"} < solvers(50_000)


def test_the_table_shows_every_line_and_replaces_the_old_one():
    line = {"cpu_s": 0.5, "peak_mb": 100, "unplaced": 3, "total": 2_500_000, "below_40": 1}
    lines = {name: {**line, "what": name} for name in ("raw", "full", "fair")}
    lines["full"]["cpu_s"] = 0.25
    lines["scoring"] = {**line, "learners": 1000, "offers": 350, "pairs": 70_000}
    text = bench_table.tables({"1000t": lines})
    assert "1,000 x 350, tight (70,000 pairs)" in text
    assert "| full / raw | 0.50 |" in text
    assert "| fair / raw | 1.00 |" in text
    assert "3 / 1 / 2.500" in text
    readme = f"before {bench_table.START} old {bench_table.END} after"
    assert bench_table.written(readme, "new") == (
        f"before {bench_table.START}\nnew\n{bench_table.END} after"
    )
    with pytest.raises(ValueError, match="needs"):
        bench_table.written("nothing to replace", "new")


def test_the_readme_has_room_for_the_table():
    readme = bench_table.README.read_text(encoding="utf-8")
    assert bench_table.written(readme, "new") != readme


def test_the_table_command_writes_date_machine_and_sizes(tmp_path):
    file = tmp_path / "README.md"
    file.write_text(f"{bench_table.START}{bench_table.END}", encoding="utf-8")
    asked = ["--on", "2026-11-22", "--sizes", "100t", "--only", "raw", "--readme", str(file)]
    assert bench_table.main(asked) == 0
    text = file.read_text(encoding="utf-8")
    assert "Measured on 2026-11-22: " in text
    assert "cores, Python 3" in text
    assert "100 x 35, tight" in text
