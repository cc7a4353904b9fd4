"""What an employer is asked: three short pages, about five minutes, no name of the learner."""

from webapp.debriefs.questions import Kind, Option, Question

PAGES = {
    "work": "The work",
    "help": "What you were told, and what helped",
    "next": "How it went, and what next",
}
"""The pages in order, with their headings."""

STRENGTH = "strength"
SCALES = {
    "brief_useful": ("Not at all", "A little", "Some of it", "Most of it", "All of it"),
    "confidence": ("Not sure at all", "A little sure", "Fairly sure", "Sure", "Very sure"),
}
"""The everyday words of the five steps."""

TASK = Question(
    code="task",
    kind=Kind.CHOICE,
    page="work",
    words="How did they do this task: {task}?",
    options=(
        Option("alone", "On their own"),
        Option("reminder", "With a reminder"),
        Option("with_someone", "With someone beside them"),
        Option("not_done", "They did not do it"),
    ),
)
"""Asked for each agreed task."""

QUESTIONS = (
    Question(
        code="hours",
        kind=Kind.NUMBER,
        page="work",
        words="How many hours were they with you, all days together?",
        hint="A whole number is enough. Write 0 if they did not come.",
        needed="Enter how many hours they were with you, for example 18",
    ),
    Question(
        code="people_met",
        kind=Kind.NUMBER,
        page="work",
        words="How many of your people did they meet and talk with?",
    ),
    Question(
        code="feedback",
        kind=Kind.CHOICE,
        page="work",
        words="Did someone tell them how they did on a task?",
        options=(Option("yes", "Yes"), Option("no", "No")),
    ),
    Question(
        code="brief_useful",
        kind=Kind.SCALE,
        page="help",
        words="Did our pack tell you what you needed?",
        needed="Choose how much of it you needed was there, or “Not sure”",
    ),
    Question(code="missing", kind=Kind.WORDS, page="help", words="What was missing, or not clear?"),
    Question(
        code="help_given",
        kind=Kind.CHOICE,
        page="help",
        words="The pack lists what helps. Did you do those things?",
        options=(
            Option("all", "All of them"),
            Option("some", "Some of them"),
            Option("none", "None of them"),
        ),
    ),
    Question(
        code="help_worked",
        kind=Kind.CHOICE,
        page="help",
        words="Did those things work?",
        options=(
            Option("yes", "Yes"),
            Option("some", "Some did, some did not"),
            Option("no", "No"),
            Option("not_sure", "Not sure"),
        ),
    ),
    Question(
        code="what_worked",
        kind=Kind.WORDS,
        page="help",
        words="Which ones worked best?",
    ),
    Question(
        code="engaged",
        kind=Kind.CHOICE,
        page="next",
        words="How much of the time were they busy with a task?",
        options=(
            Option("most", "Most of it"),
            Option("half", "About half"),
            Option("little", "A little"),
        ),
    ),
    Question(
        code=STRENGTH,
        kind=Kind.WORDS,
        page="next",
        words="What is one thing they did well?",
        hint="They will read this. It goes into their own record.",
    ),
    Question(
        code="change",
        kind=Kind.WORDS,
        page="next",
        words="What would you do differently next time?",
    ),
    Question(
        code="confidence",
        kind=Kind.SCALE,
        page="next",
        words="How sure do you feel now about having a visitor who needs some help?",
    ),
    Question(
        code="host_again",
        kind=Kind.CHOICE,
        page="next",
        words="Would you have someone again?",
        options=(
            Option("yes", "Yes"),
            Option("with_changes", "Yes, with changes"),
            Option("no", "No"),
        ),
        needed="Choose whether you would have someone again",
    ),
    Question(
        code="offers",
        kind=Kind.SEVERAL,
        page="next",
        words="Could you offer them anything more?",
        hint="Nothing is promised by ticking.",
        options=(
            Option("repeat", "Another visit"),
            Option("longer", "A longer placement"),
            Option("internship", "A supported internship"),
            Option("apprenticeship", "An apprenticeship"),
            Option("paid", "Paid work"),
            Option("reference", "A reference"),
        ),
    ),
)
