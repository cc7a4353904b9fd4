"""Kinds of organisation: employers, and the schools and colleges learners come from."""

from enum import StrEnum

from webapp.catalogue.entries import Catalogue, Named


class EmployerType(StrEnum):
    """Kinds of employer; one may be several."""

    SOLE_TRADER = "sole_trader"
    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    PUBLIC_BODY = "public_body"
    CHARITY = "charity"
    EDUCATION = "education"
    ARTS = "arts"
    SPORT = "sport"
    HOUSING = "housing"
    DISABILITY = "disability"


class SettingType(StrEnum):
    """Kinds of setting: the organisation that has the learner on roll."""

    SPECIAL_SCHOOL = "special_school"
    PRU = "pru"
    AP_ACADEMY = "ap_academy"
    ISC = "isc"
    MAINSTREAM_SCHOOL = "mainstream_school"
    FE_COLLEGE = "fe_college"
    TRAINING_PROVIDER = "training_provider"
    LA_TEAM = "la_team"


EMPLOYER_TYPES: Catalogue[EmployerType, Named[EmployerType]] = Catalogue(
    EmployerType,
    (
        Named(code=EmployerType.SOLE_TRADER, name="Sole trader: I work for myself"),
        Named(code=EmployerType.MICRO, name="1 to 9 people"),
        Named(code=EmployerType.SMALL, name="10 to 49 people"),
        Named(code=EmployerType.MEDIUM, name="50 to 249 people"),
        Named(code=EmployerType.LARGE, name="250 people or more"),
        Named(code=EmployerType.PUBLIC_BODY, name="Public body, such as a council or the NHS"),
        Named(code=EmployerType.CHARITY, name="Charity or community interest company"),
        Named(code=EmployerType.EDUCATION, name="School, college or university"),
        Named(code=EmployerType.ARTS, name="Arts organisation"),
        Named(code=EmployerType.SPORT, name="Sports club or organisation"),
        Named(code=EmployerType.HOUSING, name="Housing association or agency"),
        Named(code=EmployerType.DISABILITY, name="Organisation of or for disabled people"),
    ),
)
SETTING_TYPES: Catalogue[SettingType, Named[SettingType]] = Catalogue(
    SettingType,
    (
        Named(code=SettingType.SPECIAL_SCHOOL, name="Special school"),
        Named(code=SettingType.PRU, name="Pupil referral unit"),
        Named(
            code=SettingType.AP_ACADEMY,
            name="Alternative provision academy or free school",
        ),
        Named(code=SettingType.ISC, name="Independent specialist college"),
        Named(code=SettingType.MAINSTREAM_SCHOOL, name="Mainstream school"),
        Named(code=SettingType.FE_COLLEGE, name="Further education or sixth-form college"),
        Named(code=SettingType.TRAINING_PROVIDER, name="Training provider"),
        Named(code=SettingType.LA_TEAM, name="Local authority team"),
    ),
)
