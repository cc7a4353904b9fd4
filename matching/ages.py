"""Age lines: ages, school years and compulsory school age, from a date of birth and a day."""

from datetime import date, timedelta

FRIDAY = 4


def birthday(date_of_birth: date, *, age: int) -> date:
    """The day an age is reached; 29 February counts as 1 March in other years.

    References
    ----------
    Family Law Reform Act 1969, section 9.
    """
    try:
        return date_of_birth.replace(year=date_of_birth.year + age)
    except ValueError:
        return date(date_of_birth.year + age, 3, 1)


def age_on(date_of_birth: date, *, day: date) -> int:
    """The age in whole years on a day."""
    years = day.year - date_of_birth.year
    return years if birthday(date_of_birth, age=years) <= day else years - 1


def year_group(date_of_birth: date, *, day: date) -> int:
    """The school year a learner's age puts them in on a day: 11 for most 15-year-olds in May."""
    starts = day.year if day.month >= 9 else day.year - 1
    return age_on(date_of_birth, day=date(starts, 8, 31)) - 4


def school_age_end(date_of_birth: date) -> date:
    """The last day of compulsory school age: the last Friday in June, that day included.

    References
    ----------
    Education Act 1996, section 8(3); Education (School Leaving Date) Order 1997.
    """
    sixteenth = birthday(date_of_birth, age=16)
    year = sixteenth.year + 1 if sixteenth.month >= 9 else sixteenth.year
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - FRIDAY) % 7)


def is_child(date_of_birth: date, *, day: date) -> bool:
    """Whether a learner is a "child" for health and safety: not over compulsory school age."""
    return day <= school_age_end(date_of_birth)
