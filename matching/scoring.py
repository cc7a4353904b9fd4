"""The criteria SC-01 to SC-10, their weights, and the score of one case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from matching import environment, ladder, support, travel
from matching.cases import Case
from matching.codes import Ability, ExperienceType
from matching.interests import Affinity, InterestModel, OfferTexts
from matching.learner_records import Learner
from matching.offer_records import Offer, Task

DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "SC-01": 25.0,
        "SC-02": 15.0,
        "SC-03": 10.0,
        "SC-04": 15.0,
        "SC-05": 10.0,
        "SC-06": 10.0,
        "SC-07": 5.0,
        "SC-08": 5.0,
        "SC-10": 5.0,
    }
)
UNITS = 10_000
NEUTRAL = 0.5
BEST_TASKS = 3
LIKED = 0.7
SECTOR_SHARE = 0.5
GOOD_LIKENESS = 0.35
WORTH_SAYING = 0.5
NEAR_INTEREST = 0.2
NEAR_ENOUGH = 0.1
ABILITIES: Mapping[Ability, float] = MappingProxyType(
    {
        Ability.ON_MY_OWN: 1.0,
        Ability.WITH_A_REMINDER: 0.9,
        Ability.WITH_SOMEONE: 0.8,
        Ability.NOT_YET: 0.3,
        Ability.DO_NOT_WANT: 0.0,
    }
)


class WeightError(ValueError):
    """A weight that is negative, or of a criterion that does not exist."""

    def __init__(self, code: str, weight: float) -> None:
        super().__init__(f"{code}: {weight}")
        self.code = code
        self.weight = weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One visible part of a score: `points` of at most `most`, from a value in [0, 1]."""

    code: str
    value: float
    points: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score: `units` from 0 to 10,000 (ranking reads them), and its parts by code.

    `task_order` lists the kept tasks: those nearest to interests and hopes first, the others
    in the employer's order.
    """

    units: int
    parts: tuple[Part, ...]
    task_order: tuple[Task, ...]

    @property
    def points(self) -> float:
        """The score from 0 to 100."""
        return self.units / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Something a learner said, how much it counts (0 to 1), and what it is near to."""

    text: str
    weight: float
    affinity: Affinity


class BecauseKind(StrEnum):
    """What a learner said that speaks for a place."""

    INTEREST = "interest"
    HOPE = "hope"
    SKILL = "skill"
    CHOSEN_SECTOR = "chosen_sector"


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """What the learner said (words, or the code of a chosen sector), and the nearest task."""

    kind: BecauseKind
    said: str
    task: str = ""


def checked_weights(weights: Mapping[str, float] | None) -> Mapping[str, float]:
    """The weights of every criterion, in order of the codes; a missing one is 0.

    Raises
    ------
    WeightError
        For a negative weight or an unknown criterion.
    """
    if weights is None:
        return DEFAULT_WEIGHTS
    for code, weight in weights.items():
        if code not in DEFAULT_WEIGHTS or not weight >= 0:
            raise WeightError(code, weight)
    return {code: weights.get(code, 0.0) for code in DEFAULT_WEIGHTS}


class Scorer:
    """Scores the cases of one learner.

    Parameters
    ----------
    learner : Learner
        Whose interests, hopes and skills are read once.
    model : InterestModel or None
        The text model; None leaves text criteria at 0.5.
    weights : mapping of str to float or None
        Criterion to weight; None is `DEFAULT_WEIGHTS`.
    """

    def __init__(
        self,
        learner: Learner,
        *,
        model: InterestModel | None,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.learner = learner
        self.weights = checked_weights(weights)
        self._model = model
        self._texts: dict[str, OfferTexts] = {}
        self._near: dict[tuple[str, str], Mapping[str, float]] = {}
        loved = learner.loved or frozenset(learner.interests)
        self._interests = self._read(
            (interest, 1.0 if interest in loved else LIKED) for interest in learner.interests
        )
        self._hopes = self._read((hope, 1.0) for hope in learner.hopes)
        self._skills = self._read(
            (skill.text, ABILITIES[skill.ability]) for skill in learner.skills
        )

    def _read(self, sayings: Iterable[tuple[str, float]]) -> list[Saying]:
        if self._model is None:
            return []
        said = list(sayings)
        affinities = self._model.affinities(
            [text for text, _ in said], dislikes=self.learner.dislikes
        )
        read = [
            Saying(text=text, weight=weight, affinity=affinity)
            for (text, weight), affinity in zip(said, affinities, strict=True)
            if affinity is not None
        ]
        return sorted(read, key=lambda saying: (saying.text, saying.weight))

    def _texts_of(self, offer: Offer, saying: Saying) -> OfferTexts:
        if offer.key not in self._texts:
            self._texts[offer.key] = saying.affinity.model.read_tasks(offer)
        return self._texts[offer.key]

    def score(self, case: Case, *, kept: tuple[Task, ...]) -> Score:
        """The score of a case with the tasks that remain, every part visible.

        Each criterion is in [0, 1]; the units are 10,000 times the weighted mean, rounded.
        """
        values = self._values(case, kept)
        total = sum(self.weights.values()) or 1.0
        parts = tuple(
            Part(
                code=code,
                value=round(values[code], 6),
                points=round(100 * values[code] * weight / total, 2),
                most=round(100 * weight / total, 2),
            )
            for code, weight in self.weights.items()
        )
        return Score(
            units=self._units(values),
            parts=parts,
            task_order=self.order_tasks(case.offer, kept),
        )

    def units(self, case: Case, *, kept: tuple[Task, ...]) -> int:
        """The units of `score` without its parts."""
        return self._units(self._values(case, kept))

    def _values(self, case: Case, kept: tuple[Task, ...]) -> dict[str, float]:
        return {
            "SC-01": self.interest(case.offer, kept),
            "SC-02": self.hope(case.offer, kept),
            "SC-03": self.strength(case.offer, kept),
            "SC-04": support.support_cover(case),
            "SC-05": environment.comfort(case, kept),
            "SC-06": travel.travel_ease(case),
            "SC-07": ladder.next_step(self.learner, _types_in_play(case)),
            "SC-08": self.aims(kept),
            "SC-10": self.new_sector(case.offer),
        }

    def _units(self, values: Mapping[str, float]) -> int:
        total = sum(self.weights.values()) or 1.0
        weighted = sum(weight * values[code] for code, weight in self.weights.items()) / total
        return round(UNITS * round(weighted, 9))

    def interest(self, offer: Offer, kept: tuple[Task, ...]) -> float:
        """SC-01: half the nearest sector, half the three nearest tasks; 0.5 without interests.

        A sector chosen by picture counts as the nearest one.
        """
        chosen = bool(self.learner.chosen_sectors & offer.sectors)
        if not self._interests:
            return float(chosen) if self.learner.chosen_sectors else NEUTRAL
        sector = max(saying.weight * _sector_nearness(offer, saying) for saying in self._interests)
        sector = 1.0 if chosen else sector
        if not offer.tasks:
            return sector
        tasks = _best([self._task_interest(offer, task) for task in kept])
        return SECTOR_SHARE * sector + (1 - SECTOR_SHARE) * tasks

    def _task_interest(self, offer: Offer, task: Task) -> float:
        return max(
            (saying.weight * self._nearness(offer, task, saying) for saying in self._interests),
            default=0.0,
        )

    def _nearness(self, offer: Offer, task: Task, saying: Saying) -> float:
        """Likeness of task and saying, relative to the nearest task of the bank."""
        return min(1.0, self._likeness(offer, task, saying) / saying.affinity.nearest_task)

    def _likeness(self, offer: Offer, task: Task, saying: Saying) -> float:
        known = (offer.key, saying.text)
        if known not in self._near:
            texts = self._texts_of(offer, saying)
            self._near[known] = texts.likeness(saying.affinity.vector)
        return self._near[known][task.key]

    def hope(self, offer: Offer, kept: tuple[Task, ...]) -> float:
        """SC-02: half the nearest job family of the sectors, half those of the best tasks."""
        if not self._hopes:
            return NEUTRAL
        sector = max(self._sector_hope(offer, hope) for hope in self._hopes)
        if not offer.tasks:
            return sector
        tasks = _best([self._task_hope(offer, task) for task in kept])
        return SECTOR_SHARE * sector + (1 - SECTOR_SHARE) * tasks

    def _sector_hope(self, offer: Offer, hope: Saying) -> float:
        return max(
            (value for (code, _), value in hope.affinity.families.items() if code in offer.sectors),
            default=0.0,
        )

    def _task_hope(self, offer: Offer, task: Task) -> float:
        return max((self._family_nearness(offer, task, hope) for hope in self._hopes), default=0.0)

    def _family_nearness(self, offer: Offer, task: Task, hope: Saying) -> float:
        """How near a hope is to the job family of a task; 0 for a task without one."""
        family = self._texts_of(offer, hope).families.get(task.key)
        return 0.0 if family is None else hope.affinity.families[family]

    def strength(self, offer: Offer, kept: tuple[Task, ...]) -> float:
        """SC-03: the three tasks nearest to what the learner is good at; 0.5 without skills."""
        if not self._skills or not offer.tasks:
            return NEUTRAL
        return _best(
            [max(self._skill_use(offer, task, skill) for skill in self._skills) for task in kept]
        )

    def _skill_use(self, offer: Offer, task: Task, skill: Saying) -> float:
        return skill.weight * min(1.0, self._likeness(offer, task, skill) / GOOD_LIKENESS)

    def aims(self, kept: tuple[Task, ...]) -> float:
        """SC-08: the share of aims that a remaining task serves; 0.5 without aims."""
        request = self.learner.request
        if request is None or not request.aims:
            return NEUTRAL
        served = frozenset[str]().union(*(task.aims for task in kept))
        return sum(aim in served for aim in request.aims) / len(request.aims)

    def new_sector(self, offer: Offer) -> float:
        """SC-10: 1 when the learner has no experience in any of the offer's sectors yet."""
        return float(is_new_sector(self.learner, offer))

    def order_tasks(self, offer: Offer, kept: tuple[Task, ...]) -> tuple[Task, ...]:
        """The kept tasks, those near to interests or hopes first, else in the offer's order."""

        def is_far(task: Task) -> bool:
            near = max(self._task_interest(offer, task), self._task_hope(offer, task))
            return near < NEAR_ENOUGH

        return tuple(sorted(kept, key=is_far))

    def because(self, offer: Offer, kept: tuple[Task, ...]) -> tuple[Because, ...]:
        """What the learner said that speaks for this place, with the nearest kept task.

        Without tasks the sector has to be near instead.
        """
        found = [
            Because(kind=BecauseKind.CHOSEN_SECTOR, said=sector)
            for sector in sorted(self.learner.chosen_sectors & offer.sectors)
        ]
        for kind, sayings, measure, least in (
            (BecauseKind.INTEREST, self._interests, self._nearness, NEAR_INTEREST),
            (BecauseKind.HOPE, self._hopes, self._family_nearness, WORTH_SAYING),
            (BecauseKind.SKILL, self._skills, self._skill_use, WORTH_SAYING),
        ):
            for saying in sayings:
                near = [(measure(offer, task, saying), task.key) for task in kept]
                if not offer.tasks:
                    near = [(_sector_nearness(offer, saying), "")]
                value, task = max(near, key=lambda pair: pair[0], default=(0.0, ""))
                if value >= least:
                    found.append(Because(kind=kind, said=saying.text, task=task))
        return tuple(found)


def _sector_nearness(offer: Offer, saying: Saying) -> float:
    return max((saying.affinity.sectors.get(code, 0.0) for code in offer.sectors), default=0.0)


def is_new_sector(learner: Learner, offer: Offer) -> bool:
    """Whether the learner has no experience in any of the offer's sectors."""
    known = frozenset[str]().union(*(past.sectors for past in learner.history))
    return not offer.sectors & known


def _types_in_play(case: Case) -> Iterable[ExperienceType]:
    request = case.learner.request
    asked = set() if request is None else set(request.types)
    taken = {type_ for window in case.offer.windows for type_ in window.types}
    return asked & taken or {case.type}


def _best(values: list[float]) -> float:
    """The mean of the best three values; fewer than three count as 0 for the rest."""
    return sum(sorted(values, reverse=True)[:BEST_TASKS]) / BEST_TASKS
