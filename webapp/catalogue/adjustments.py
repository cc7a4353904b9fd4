"""Adjustments: the 70 changes at work that an employer can promise."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from webapp.catalogue.entries import Catalogue, CatalogueEntry, Worded
from webapp.catalogue.needs import Need
from webapp.catalogue.sheets import Row, SheetError, text, texts, toml_rows


class Adjustment(StrEnum):
    """The stable codes of the adjustments."""

    COM_01 = "COM-01"
    COM_02 = "COM-02"
    COM_03 = "COM-03"
    COM_04 = "COM-04"
    COM_05 = "COM-05"
    COM_06 = "COM-06"
    COM_07 = "COM-07"
    COM_08 = "COM-08"
    COM_09 = "COM-09"
    COM_10 = "COM-10"
    COM_11 = "COM-11"
    COM_12 = "COM-12"
    SEN_01 = "SEN-01"
    SEN_02 = "SEN-02"
    SEN_03 = "SEN-03"
    SEN_04 = "SEN-04"
    SEN_05 = "SEN-05"
    SEN_06 = "SEN-06"
    SEN_07 = "SEN-07"
    SEN_08 = "SEN-08"
    SEN_09 = "SEN-09"
    PHY_01 = "PHY-01"
    PHY_02 = "PHY-02"
    PHY_03 = "PHY-03"
    PHY_04 = "PHY-04"
    PHY_05 = "PHY-05"
    PHY_06 = "PHY-06"
    PHY_07 = "PHY-07"
    PHY_08 = "PHY-08"
    PHY_09 = "PHY-09"
    SUP_01 = "SUP-01"
    SUP_02 = "SUP-02"
    SUP_03 = "SUP-03"
    SUP_04 = "SUP-04"
    SUP_05 = "SUP-05"
    SUP_06 = "SUP-06"
    TIM_01 = "TIM-01"
    TIM_02 = "TIM-02"
    TIM_03 = "TIM-03"
    TIM_04 = "TIM-04"
    TIM_05 = "TIM-05"
    TIM_06 = "TIM-06"
    TIM_07 = "TIM-07"
    TSK_01 = "TSK-01"
    TSK_02 = "TSK-02"
    TSK_03 = "TSK-03"
    TSK_04 = "TSK-04"
    TSK_05 = "TSK-05"
    TSK_06 = "TSK-06"
    TRV_01 = "TRV-01"
    TRV_02 = "TRV-02"
    TRV_03 = "TRV-03"
    TRV_04 = "TRV-04"
    HLT_01 = "HLT-01"
    HLT_02 = "HLT-02"
    HLT_03 = "HLT-03"
    HLT_04 = "HLT-04"
    HLT_05 = "HLT-05"
    HLT_06 = "HLT-06"
    REG_01 = "REG-01"
    REG_02 = "REG-02"
    REG_03 = "REG-03"
    REG_04 = "REG-04"
    REG_05 = "REG-05"
    REG_06 = "REG-06"
    REG_07 = "REG-07"
    TEC_01 = "TEC-01"
    TEC_02 = "TEC-02"
    TEC_03 = "TEC-03"
    TEC_04 = "TEC-04"


class AdjustmentGroup(StrEnum):
    """The groups adjustments are shown in; the value is how their codes begin."""

    COMMUNICATION = "COM"
    SENSES = "SEN"
    PHYSICAL = "PHY"
    SUPPORT = "SUP"
    TIME = "TIM"
    TASK = "TSK"
    TRAVEL = "TRV"
    HEALTH = "HLT"
    REGULATION = "REG"
    TECHNOLOGY = "TEC"


class Cost(StrEnum):
    """Who pays for an adjustment, if anyone has to."""

    FREE = "free"
    LOW = "low"
    ACCESS_TO_WORK = "access_to_work"
    SETTING = "setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentEntry(Worded[Adjustment]):
    """An adjustment: the promise, how it is done, what the pack says, whom it helps."""

    how: str
    pack_line: str
    meets: tuple[Need, ...]
    costs: tuple[Cost, ...]
    common: bool

    @property
    def group(self) -> AdjustmentGroup:
        """The group that the code belongs to."""
        return AdjustmentGroup(self.code.value[:3])


def _needs_met(row: Row) -> tuple[Need, ...]:
    """The needs a row names; "all" stands for every need there is."""
    if row.get("meets") == "all":
        return tuple(Need)
    return tuple(Need(code) for code in texts(row, "meets"))


def _entry(code: str, row: Row) -> AdjustmentEntry:
    common = row.get("common", False)
    if not isinstance(common, bool):
        raise SheetError(f"{code}: common is true or left out, found {common!r}")
    return AdjustmentEntry(
        code=Adjustment(code),
        employer=text(row, "employer"),
        learner=text(row, "learner"),
        how=text(row, "how"),
        pack_line=text(row, "pack"),
        meets=_needs_met(row),
        costs=tuple(Cost(cost) for cost in texts(row, "costs")),
        common=common,
    )


ADJUSTMENTS: Catalogue[Adjustment, AdjustmentEntry] = Catalogue(
    Adjustment, (_entry(code, row) for code, row in toml_rows("adjustments.toml"))
)
COMMON_ADJUSTMENTS: tuple[AdjustmentEntry, ...] = tuple(
    entry for entry in ADJUSTMENTS if entry.common
)
ADJUSTMENTS_FOR: MappingProxyType[Need, tuple[Adjustment, ...]] = MappingProxyType(
    {need: tuple(entry.code for entry in ADJUSTMENTS if need in entry.meets) for need in Need}
)


def adjustments_in(group: AdjustmentGroup) -> tuple[AdjustmentEntry, ...]:
    """The adjustments of one group, in the order of their codes."""
    return tuple(entry for entry in ADJUSTMENTS if entry.group is group)


def _group(code: AdjustmentGroup, employer: str, learner: str) -> Worded[AdjustmentGroup]:
    return Worded(code=code, employer=employer, learner=learner)


ADJUSTMENT_GROUPS: Catalogue[AdjustmentGroup, Worded[AdjustmentGroup]] = Catalogue(
    AdjustmentGroup,
    (
        _group(AdjustmentGroup.COMMUNICATION, "Talking and instructions", "How to talk with me"),
        _group(AdjustmentGroup.SENSES, "Noise, light and senses", "Noise, light and smells"),
        _group(AdjustmentGroup.PHYSICAL, "Getting in and around", "Moving about the place"),
        _group(AdjustmentGroup.SUPPORT, "People and support", "People who help me"),
        _group(AdjustmentGroup.TIME, "Time and pace", "My hours and breaks"),
        _group(AdjustmentGroup.TASK, "The work itself", "The tasks I do"),
        _group(AdjustmentGroup.TRAVEL, "Arriving and leaving", "Getting there and home"),
        _group(AdjustmentGroup.HEALTH, "Health and personal care", "My health and care"),
        _group(AdjustmentGroup.REGULATION, "Staying calm", "Keeping calm"),
        _group(AdjustmentGroup.TECHNOLOGY, "Technology", "Screens, apps and devices"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostEntry(CatalogueEntry[Cost]):
    """Who pays: `label` fits a chip, `meaning` is one sentence."""

    label: str
    meaning: str


COSTS: Catalogue[Cost, CostEntry] = Catalogue(
    Cost,
    (
        CostEntry(code=Cost.FREE, label="Free", meaning="It costs you nothing."),
        CostEntry(code=Cost.LOW, label="Small cost", meaning="Most people spend under £30."),
        CostEntry(
            code=Cost.ACCESS_TO_WORK,
            label="Grant for paid work",
            meaning="Access to Work may pay on a supported internship or in a paid job.",
        ),
        CostEntry(
            code=Cost.SETTING,
            label="School or college brings it",
            meaning="The school or college supplies this.",
        ),
    ),
)
