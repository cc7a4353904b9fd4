"""Measure the matcher beside other solvers: one JSON object a line, each in its own process.

`python -m matching.bench --learners 10000 --offers 3500 --seed 1 [--tight] [--dump FILE.npz]`

`cpu_s` is processor time from the arrays to the plan, building the graph included; `peak_mb`
is the most memory of that process, Python and the pairs included. The solvers whose ratios
count are measured five times up to 10,000 learners; their lines are the medians. Solvers that
cannot end in reasonable time at a size are left out. Ends with 1 when two exact solvers do not
agree or a certificate does not hold.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import ParamSpec

from matching.array_scoring import score_pairs
from matching.bench_solvers import (
    EXACT,
    MOST_LEARNERS,
    MOST_LEARNERS_TIGHT,
    SOLVERS,
    Instance,
    load,
    save,
)
from matching.town_market import generate

KILOBYTES = 1024
GROUPED = "_grouped"
COMPARED = ("raw", "full", "fair")
REPEATS = 5
QUICK_LEARNERS = 10_000
NAMES = (*SOLVERS, "raw" + GROUPED, "full" + GROUPED)

Line = dict[str, str | int | float | bool | None]
P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Which market to make up."""

    learners: int
    offers: int
    seed: int
    tight: bool = False


def measure(size: Size, *, dump: Path | None = None, only: Sequence[str] = ()) -> Iterator[Line]:
    """The measurements of one market, each as soon as it is there.

    Parameters
    ----------
    size : Size
        The market.
    dump : Path, optional
        Where to keep the arrays of `Network`.
    only : sequence of str
        Names of solvers; empty is all that can run at this size.

    Yields
    ------
    dict
        `what, cpu_s, peak_mb, unplaced, total`, and more; `agrees` for exact solvers.
    """
    with tempfile.TemporaryDirectory() as folder:
        file, grouped = dump or Path(folder) / "pairs.npz", Path(folder) / "grouped.npz"
        yield _alone(score_market, size, file, grouped)
        totals: dict[str, int] = {}
        for name in only or solvers_for(size):
            solver = name.removesuffix(GROUPED)
            where = grouped if name.endswith(GROUPED) else file
            runs = [_alone(solve, solver, where) for _ in range(repeats(solver, size))]
            line = sorted(runs, key=itemgetter("cpu_s"))[len(runs) // 2]
            yield with_agreement({**line, "what": name}, totals)


def repeats(solver: str, size: Size) -> int:
    """How often a solver is measured, for the median: a run of half a second is easily off."""
    return REPEATS if solver in COMPARED and size.learners <= QUICK_LEARNERS else 1


def solvers_for(size: Size) -> tuple[str, ...]:
    """The solvers that end in reasonable time; the last two have employers as groups."""
    most = MOST_LEARNERS_TIGHT if size.tight else MOST_LEARNERS
    found = [name for name in NAMES if size.learners <= most.get(name, size.learners)]
    return tuple(name for name in found if name != "networkx" or find_spec(name) is not None)


def with_agreement(line: Line, totals: dict[str, int]) -> Line:
    """The line of an exact solver with `agrees`; any other as it is.

    It agrees when its total is that of the first exact solver of the same network, kept in
    `totals`, and its certificate, if it has one, holds.
    """
    name = str(line["what"])
    solver = name.removesuffix(GROUPED)
    if solver not in EXACT:
        return line
    total = int(line["total"] or 0)
    first = totals.setdefault(name.removeprefix(solver), total)
    return {**line, "agrees": first == total and line.get("holds", True) is True}


def is_good(line: Line) -> bool:
    """Whether a line neither disagrees nor has a certificate that does not hold."""
    return line.get("agrees", True) is True and line.get("holds", True) is True


def _alone(work: Callable[P, Line], *arguments: P.args, **named: P.kwargs) -> Line:
    """The line of some work in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *arguments, **named).result()


def score_market(size: Size, file: Path, grouped: Path) -> Line:
    """The line of scoring a market, whose pairs are stored without and with employers."""
    market = generate(learners=size.learners, offers=size.offers, seed=size.seed, tight=size.tight)
    start = time.process_time()
    pairs = score_pairs(market.learners, market.offers)
    line = _line("scoring", time.process_time() - start)
    instance = Instance(
        learner=pairs.learner,
        offer=pairs.offer,
        score=pairs.score,
        capacity=market.capacity,
        priority=market.priority,
    )
    save(instance, file)
    save(replace(instance, parent=market.parent, parent_capacity=market.parent_capacity), grouped)
    return {
        **line,
        "learners": size.learners,
        "offers": size.offers,
        "places": int(market.capacity.sum()),
        "pairs": len(pairs.learner),
    }


def solve(solver: str, file: Path) -> Line:
    """The line of one solver on stored pairs."""
    instance = load(file)
    start = time.process_time()
    plan = SOLVERS[solver](instance)
    line = _line(solver, time.process_time() - start)
    line |= {"unplaced": plan.unplaced, "total": plan.total, "below_40": plan.below_40}
    return line if plan.holds is None else {**line, "holds": plan.holds}


def _line(what: str, cpu: float) -> Line:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
    return {
        "what": what,
        "cpu_s": round(cpu, 3),
        "peak_mb": round(peak),
        "unplaced": None,
        "total": None,
    }


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m matching.bench", description=__doc__)
    parser.add_argument("--learners", type=int, required=True)
    parser.add_argument("--offers", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tight", action="store_true", help="0.8 places a learner, not 1.45")
    parser.add_argument("--dump", type=Path, help="keep the arrays of Network in this .npz file")
    parser.add_argument("--only", nargs="*", choices=NAMES, default=(), help="solvers to run")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print the lines; 0 when all exact solvers agree."""
    asked = _arguments(given)
    size = Size(learners=asked.learners, offers=asked.offers, seed=asked.seed, tight=asked.tight)
    good = True
    for line in measure(size, dump=asked.dump, only=asked.only):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        good = good and is_good(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
