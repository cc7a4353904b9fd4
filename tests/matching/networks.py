"""Small networks, and every way to place their learners, one by one."""

import itertools
from dataclasses import dataclass

from hypothesis import strategies as st

from matching.network import Network

BANDS = (2, 5, 8)


@dataclass(frozen=True)
class Case:
    """One network by hand: `parent` may go on to groups of groups, -1 is none."""

    pairs: dict[tuple[int, int], int]
    capacity: list[int]
    parent: list[int]
    parent_capacity: list[int]
    priority: list[int]

    def network(self, order=None, *, ranked=True):
        listed = [(*pair, score) for pair, score in self.pairs.items()]
        if order is not None:
            listed = [listed[at] for at in order]
        return Network(
            [learner for learner, _, _ in listed],
            [offer for _, offer, _ in listed],
            [score for _, _, score in listed],
            self.capacity,
            self.parent or None,
            self.parent_capacity or None,
            self.priority if ranked else None,
        )

    def groups_of(self, offer):
        above = self.parent[offer] if self.parent else -1
        while above >= 0:
            yield above
            goes_on = len(self.parent) > len(self.capacity)
            above = self.parent[len(self.capacity) + above] if goes_on else -1


@st.composite
def cases(draw, learners=4, offers=3):
    """Networks of a few learners and offers, with and without groups of groups."""
    n, m = draw(st.integers(0, learners)), draw(st.integers(0, offers))
    possible = [(learner, offer) for learner in range(n) for offer in range(m)]
    chosen = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    groups = draw(st.integers(0, 3)) if m else 0
    parent = [draw(st.integers(-1, groups - 1)) for _ in range(m)] if groups else []
    if groups and draw(st.booleans()):
        parent += [
            draw(st.integers(group + 1, groups - 1)) if group < groups - 1 else -1
            for group in range(groups)
        ]
    return Case(
        pairs={pair: draw(st.integers(-3, 10)) for pair in chosen},
        capacity=[draw(st.integers(0, 2)) for _ in range(m)],
        parent=parent,
        parent_capacity=[draw(st.integers(0, 3)) for _ in range(groups)],
        priority=draw(st.permutations(range(n))),
    )


def ways(case):
    """Every assignment that keeps all capacities: one offer or -1 for each learner."""
    learners = range(len(case.priority))
    options = [[-1, *(o for who, o in case.pairs if who == learner)] for learner in learners]
    for way in itertools.product(*options):
        used = [way.count(offer) for offer in range(len(case.capacity))]
        inside = [0] * len(case.parent_capacity)
        for offer, learners_there in enumerate(used):
            for group in case.groups_of(offer):
                inside[group] += learners_there
        if fits(used, case.capacity) and fits(inside, case.parent_capacity):
            yield way


def fits(used, capacity):
    return all(here <= places for here, places in zip(used, capacity, strict=True))


def worth(case, way, objective, *, ranked=True, bands=BANDS):
    """What an objective says of one way, aims in their order; the larger the better."""
    scores = [case.pairs[who, offer] for who, offer in enumerate(way) if offer >= 0]
    aims = []
    if objective != "total":
        in_order = sorted(range(len(way)), key=case.priority.__getitem__)
        placed = [way[learner] >= 0 for learner in in_order]
        aims += [sum(placed), placed] if ranked else [sum(placed)]
    if objective == "fair":
        aims += [-sum(score < band for score in scores) for band in bands]
    return [*aims, sum(scores)]
