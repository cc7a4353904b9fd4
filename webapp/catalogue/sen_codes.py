"""SEN provision and type codes: for statistics only, never scored, never sent to employers."""

from enum import StrEnum

from webapp.catalogue.entries import Catalogue, Named


class SenProvision(StrEnum):
    """SEN provision codes of the school census."""

    EHC_PLAN = "E"
    SEN_SUPPORT = "K"
    NONE = "N"


class SenType(StrEnum):
    """Primary and secondary SEN type codes of the school census."""

    SPLD = "SPLD"
    MLD = "MLD"
    SLD = "SLD"
    PMLD = "PMLD"
    SLCN = "SLCN"
    SEMH = "SEMH"
    ASD = "ASD"
    HI = "HI"
    VI = "VI"
    MSI = "MSI"
    PD = "PD"
    DS = "DS"
    OTH = "OTH"
    NSA = "NSA"


SEN_PROVISIONS: Catalogue[SenProvision, Named[SenProvision]] = Catalogue(
    SenProvision,
    (
        Named(code=SenProvision.EHC_PLAN, name="EHC plan"),
        Named(code=SenProvision.SEN_SUPPORT, name="SEN support"),
        Named(code=SenProvision.NONE, name="No special educational need recorded"),
    ),
)
SEN_TYPES: Catalogue[SenType, Named[SenType]] = Catalogue(
    SenType,
    (
        Named(code=SenType.SPLD, name="Specific learning difficulty"),
        Named(code=SenType.MLD, name="Moderate learning difficulty"),
        Named(code=SenType.SLD, name="Severe learning difficulty"),
        Named(code=SenType.PMLD, name="Profound and multiple learning difficulty"),
        Named(code=SenType.SLCN, name="Speech, language and communication needs"),
        Named(code=SenType.SEMH, name="Social, emotional and mental health"),
        Named(code=SenType.ASD, name="Autistic spectrum disorder"),
        Named(code=SenType.HI, name="Hearing impairment"),
        Named(code=SenType.VI, name="Vision impairment"),
        Named(code=SenType.MSI, name="Multi-sensory impairment"),
        Named(code=SenType.PD, name="Physical disability"),
        Named(code=SenType.DS, name="Down syndrome"),
        Named(code=SenType.OTH, name="Other difficulty or disability"),
        Named(code=SenType.NSA, name="SEN support, type not assessed yet"),
    ),
)
