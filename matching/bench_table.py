"""Write the measurements of several markets into the README, as two tables.

`python -m matching.bench_table --on 2026-11-22 [--sizes 1000 10000 10000t 50000 50000t]`

Nothing here reads a clock for the date: it is given.
"""

import argparse
import os
import platform
import re
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from matching.bench import NAMES, Line, Size, is_good, measure

README = Path(__file__).with_name("README.md")
START, END = "<!-- bench: made by matching.bench_table -->", "<!-- end of bench -->"
SIZES = ("1000", "10000", "10000t", "50000", "50000t")
OFFERS: Mapping[int, int] = {1_000: 350, 10_000: 3_500, 50_000: 15_000}
PACKAGES = ("numpy", "scipy", "scikit-learn", "ortools", "networkx")
MEANINGS: Mapping[str, str] = {
    "scoring": "near pairs, rules, nine criteria",
    "raw": "total, one SimpleMinCostFlow",
    "full": "**total, ours, with prices and proof**",
    "placed": "most learners by rank, then total, ours",
    "fair": "**most learners by rank, then bands, ours**",
    "fair_unranked": "most learners, then bands, no ranks, ours",
    "lapjvsp": "total, SciPy LAPJVsp",
    "highs": "total, HiGHS dual simplex",
    "networkx": "total, NetworkX network simplex",
    "greedy": "best pair first",
    "raw_grouped": "raw, with employers as groups",
    "full_grouped": "full, with employers as groups",
}
RATIOS = (("full", "raw"), ("fair", "raw"))

Found = Mapping[str, Mapping[str, Line]]


def size_of(name: str) -> Size:
    """The market of a name: learners, with "t" for tight; seed 1."""
    learners = int(name.removesuffix("t"))
    offers = OFFERS.get(learners, max(1, learners * 35 // 100))
    return Size(learners=learners, offers=offers, seed=1, tight=name.endswith("t"))


def tables(found: Found) -> str:
    """Two tables in Markdown: what it cost, and what was found.

    Parameters
    ----------
    found : mapping
        Name of a size to the lines of that market by `what`.
    """
    cost = [
        _row(MEANINGS[what], [_cost(lines.get(what)) for lines in found.values()])
        for what in ("scoring", *NAMES)
    ]
    cost += [
        _row(f"{above} / {below}", [_ratio(lines, above, below) for lines in found.values()])
        for above, below in RATIOS
    ]
    plans = [
        _row(MEANINGS[what], [_plan(lines.get(what)) for lines in found.values()]) for what in NAMES
    ]
    heads = [_head(name, lines) for name, lines in found.items()]
    rule = _row("---", ["---:"] * len(heads))
    return "\n".join(
        [
            "CPU seconds (most memory, MB):\n",
            *(_row("", heads), rule, *cost),
            "\nLearners without a place / placed below 40 % / sum of scores in millions:\n",
            *(_row("", heads), rule, *plans),
        ]
    )


def _row(first: str, cells: Sequence[str]) -> str:
    return "| " + " | ".join([first, *cells]) + " |"


def _head(name: str, lines: Mapping[str, Line]) -> str:
    scoring = lines["scoring"]
    tight = ", tight" if name.endswith("t") else ""
    return f"{scoring['learners']:,} x {scoring['offers']:,}{tight} ({scoring['pairs']:,} pairs)"


def _cost(line: Line | None) -> str:
    return "" if line is None else f"{line['cpu_s']:.2f} ({line['peak_mb']})"


def _ratio(lines: Mapping[str, Line], above: str, below: str) -> str:
    if above not in lines or below not in lines:
        return ""
    return f"{float(lines[above]['cpu_s'] or 0) / (float(lines[below]['cpu_s'] or 0) or 1):.2f}"


def _plan(line: Line | None) -> str:
    if line is None:
        return ""
    return f"{line['unplaced']:,} / {line['below_40']:,} / {int(line['total'] or 0) / 1e6:.3f}"


def machine() -> str:
    """What the tables were measured on."""
    info = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.+)", info.read_text() if info.exists() else "")
    cpu = named.group(1) if named else platform.machine()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"


def written(readme: str, text: str) -> str:
    """The README with the text between its markers; everything else as it was.

    Raises
    ------
    ValueError
        When a marker is missing.
    """
    before, _, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"the README needs {START} and {END}")
    return f"{before}{START}\n{text}\n{END}{after}"


def main(given: Sequence[str] | None = None) -> int:
    """Measure the sizes and write the README; 0 when all exact solvers agree."""
    parser = argparse.ArgumentParser(prog="python -m matching.bench_table", description=__doc__)
    parser.add_argument("--on", required=True, help="the date of the measurement")
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="LEARNERS[t]")
    parser.add_argument("--only", nargs="*", choices=NAMES, default=(), help="solvers to run")
    parser.add_argument("--readme", type=Path, default=README, help="the file with the markers")
    asked = parser.parse_args(given)
    found = {
        name: {str(line["what"]): line for line in measure(size_of(name), only=asked.only)}
        for name in asked.sizes
    }
    text = f"Measured on {asked.on}: {machine()}.\n\n{tables(found)}"
    readme = asked.readme.read_text(encoding="utf-8")
    asked.readme.write_text(written(readme, text), encoding="utf-8")
    return 0 if all(is_good(line) for lines in found.values() for line in lines.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
