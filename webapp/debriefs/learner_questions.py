"""What a learner is asked: eight screens, then one to close. Short words, one idea each."""

from webapp.debriefs.questions import FACES, Kind, Option, Question

SAFE = "safe"
NOT_SAFE = "yes"
SCREENS = 8

QUESTIONS = (
    Question(
        code="place", kind=Kind.FACES, number=1, words="How was it at {place}?", options=FACES
    ),
    Question(
        code="knew_what_to_do",
        kind=Kind.CHOICE,
        number=2,
        words="Did you know what to do?",
        options=(
            Option("yes_mostly", "Yes, mostly", "face_good"),
            Option("sometimes", "Sometimes", "face_ok"),
            Option("no", "No", "face_not_good"),
        ),
    ),
    Question(
        code="people",
        kind=Kind.CHOICE,
        number=3,
        words="How were the people?",
        options=(
            Option("kind", "Kind", "face_good"),
            Option("ok", "OK", "face_ok"),
            Option("not_kind", "Not kind", "face_not_good"),
        ),
    ),
    Question(
        code="surroundings",
        kind=Kind.CHOICE,
        number=4,
        words="Was the place OK for you?",
        options=(
            Option("ok", "It was OK", "thumb_up"),
            Option("hard", "Some things were hard", "face_not_good"),
        ),
    ),
    Question(
        code="hard_things",
        kind=Kind.SEVERAL,
        number=4,
        words="What was hard about the place?",
        hint="Choose as many as you like.",
        asked_after="surroundings",
        asked_if=frozenset({"hard"}),
        options=(
            Option("too_loud", "Too loud", "loud"),
            Option("too_bright", "Too bright", "bright"),
            Option("too_busy", "Too busy", "people"),
            Option("too_hot_or_cold", "Too hot or too cold", "hot_or_cold"),
            Option("smells", "Smells", "smell"),
            Option("stairs", "Stairs"),
            Option("toilets", "Toilets", "toilet"),
            Option("clothes", "Clothes", "clothes"),
            Option("other", "Something else", "question"),
        ),
    ),
    Question(
        code="help",
        kind=Kind.CHOICE,
        number=5,
        words="Did you get the help you asked for?",
        options=(
            Option("yes", "Yes", "thumb_up"),
            Option("some", "Some of it", "face_ok"),
            Option("no", "No", "thumb_down"),
            Option("not_needed", "I did not need any", "star", is_last=True),
        ),
    ),
    Question(
        code="best",
        kind=Kind.WORDS,
        number=6,
        words="What was the best thing?",
        hint="Choose pictures, or write, or both.",
        options=(
            Option("work", "The work", "tools"),
            Option("people", "The people", "people"),
            Option("place", "The place", "office"),
            Option("journey", "The journey", "bus"),
            Option("breaks", "The breaks", "lunch"),
            Option("learning", "Learning new things", "book"),
        ),
    ),
    Question(
        code="change",
        kind=Kind.WORDS,
        number=6,
        words="What one thing would you change?",
        hint="Choose pictures, or write, or both.",
        options=(
            Option("work", "The work", "tools"),
            Option("people", "The people", "people"),
            Option("place", "The place", "office"),
            Option("journey", "The journey", "bus"),
            Option("breaks", "The breaks", "lunch"),
            Option("nothing", "Nothing", "thumb_up"),
        ),
    ),
    Question(
        code="again",
        kind=Kind.CHOICE,
        number=7,
        words="Would you do this kind of work again?",
        options=(
            Option("yes", "Yes", "thumb_up"),
            Option("maybe", "Maybe", "face_ok"),
            Option("no", "No", "thumb_down"),
        ),
    ),
    Question(
        code="what_next",
        kind=Kind.SEVERAL,
        number=7,
        words="What would you like next?",
        hint="Choose as many as you like.",
        asked_after="again",
        asked_if=frozenset({"yes", "maybe", "no"}),
        options=(
            Option("see_more", "See more of this work", "eyes"),
            Option("try_other", "Try other work", "question"),
            Option("longer", "Go for longer next time", "checklist"),
            Option("job", "A job", "handshake"),
        ),
    ),
    Question(
        code=SAFE,
        kind=Kind.CHOICE,
        number=8,
        words="Did anything make you feel unsafe or worried?",
        first_line="If you are not safe we must tell a person whose job is to help.",
        options=(
            Option("no", "No", "thumb_up"),
            Option(NOT_SAFE, "Yes", "worried"),
        ),
    ),
)

CLOSING = (
    Question(
        code="confidence_before",
        kind=Kind.FACES,
        words="How did you feel about work before you went?",
        options=FACES,
    ),
    Question(
        code="confidence_after",
        kind=Kind.FACES,
        words="How do you feel about work now?",
        options=FACES,
    ),
)
HELPED_WORDS = "Who helped you answer?"
HELPED = (
    Option("on_my_own", "I did it on my own", "star"),
    Option("someone_helped", "Someone helped me", "handshake"),
    Option("someone_answered", "Someone answered for me", "speech"),
    Option("rather_not_say", "I don’t want to say", "rather_not_say"),
)
