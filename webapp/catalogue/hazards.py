"""Hazards that can sit on a task, and what each of them leads to."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.entries import Catalogue, CatalogueEntry, Worded
from webapp.catalogue.sheets import text, texts, toml_rows


class Hazard(StrEnum):
    """The codes of hazards an employer can say are present."""

    WORKING_AT_HEIGHT = "working_at_height"
    MOVING_VEHICLES = "moving_vehicles"
    MOVING_MACHINERY = "moving_machinery"
    HOT_SURFACES = "hot_surfaces"
    SHARP_TOOLS = "sharp_tools"
    HARMFUL_CHEMICALS = "harmful_chemicals"
    LOUD_NOISE = "loud_noise"
    VIBRATION = "vibration"
    EXTREME_COLD = "extreme_cold"
    EXTREME_HEAT = "extreme_heat"
    LONE_WORK = "lone_work"
    DEEP_WATER = "deep_water"
    ANIMALS = "animals"
    HEAVY_LIFTING = "heavy_lifting"
    RADIATION = "radiation"
    ASBESTOS = "asbestos"
    PUBLIC_AGGRESSION = "public_aggression"
    SITE_VEHICLES = "site_vehicles"
    ALCOHOL_SALES = "alcohol_sales"
    GAMBLING = "gambling"


class HazardEffect(StrEnum):
    """What a hazard on a task leads to."""

    REMOVAL = "removal"
    SUPERVISION = "supervision"
    AGE_LIMITED = "age_limited"
    SEIZURE = "seizure"
    SEIZURE_UNLESS_GUARDED = "seizure_unless_guarded"
    HEARING = "hearing"


class MachineGuard(StrEnum):
    """Whether the moving parts of a machine are guarded; "not sure" is read as not."""

    GUARDED = "guarded"
    NOT_GUARDED = "not_guarded"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardEntry(Worded[Hazard]):
    """A hazard in everyday words, with all it leads to."""

    effects: tuple[HazardEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardEffectEntry(CatalogueEntry[HazardEffect]):
    """An effect: the rule it belongs to, what lifts it, and a sentence for staff."""

    rule: str
    lead: str
    lifted_by: tuple[Adjustment, ...] = ()


HAZARDS: Catalogue[Hazard, HazardEntry] = Catalogue(
    Hazard,
    (
        HazardEntry(
            code=Hazard(code),
            employer=text(row, "employer"),
            learner=text(row, "learner"),
            effects=tuple(HazardEffect(effect) for effect in texts(row, "effects")),
        )
        for code, row in toml_rows("hazards.toml")
    ),
)
# Sources: regulation 19, Management of Health and Safety at Work Regulations 1999 (removal);
# docs/rules.md, work that is closed to young people (supervision, age limits, seizures, hearing).
HAZARD_EFFECTS: Catalogue[HazardEffect, HazardEffectEntry] = Catalogue(
    HazardEffect,
    (
        HazardEffectEntry(
            code=HazardEffect.REMOVAL,
            rule="HR-04",
            lead="Removed for a child. For 16 to 18, removed unless three conditions are recorded.",
        ),
        HazardEffectEntry(
            code=HazardEffect.SUPERVISION,
            rule="HR-04",
            lead="Kept with close supervision. Left out of visits, shadowing and below Year 10.",
        ),
        HazardEffectEntry(
            code=HazardEffect.AGE_LIMITED,
            rule="HR-05",
            lead="The law sets an age for this task.",
        ),
        HazardEffectEntry(
            code=HazardEffect.SEIZURE,
            rule="HR-13",
            lead="Removed for a learner who may have a seizure.",
        ),
        HazardEffectEntry(
            code=HazardEffect.SEIZURE_UNLESS_GUARDED,
            rule="HR-13",
            lead="Removed for a learner who may have a seizure, unless recorded as guarded.",
        ),
        HazardEffectEntry(
            code=HazardEffect.HEARING,
            rule="HR-13",
            lead="Removed for a Deaf learner unless a visible alarm or a buddy is accepted.",
            lifted_by=(Adjustment.PHY_07, Adjustment.SUP_02),
        ),
    ),
)
EFFECTS_OF: MappingProxyType[Hazard, tuple[HazardEffect, ...]] = MappingProxyType(
    {entry.code: entry.effects for entry in HAZARDS}
)
MACHINE_GUARDS: Catalogue[MachineGuard, Worded[MachineGuard]] = Catalogue(
    MachineGuard,
    (
        Worded(
            code=MachineGuard.GUARDED,
            employer="Guarded: hands cannot reach the moving parts",
            learner="Covered, so hands cannot get in",
        ),
        Worded(
            code=MachineGuard.NOT_GUARDED,
            employer="Not guarded, or only in part",
            learner="Not covered",
        ),
        Worded(
            code=MachineGuard.NOT_SURE,
            employer="Not sure",
            learner="Nobody has checked yet",
        ),
    ),
)
