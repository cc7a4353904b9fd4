"""The verbs a task may begin with: those of the task bank and those of everyday work."""

from webapp.catalogue.task_bank import TASK_BANK

_EVERYDAY = """
accompany act add address adjust advise agree align announce answer apply arrange ask assemble
assist attach attend audit backcomb bag bake balance bathe bind bleach blend blow boil book
bottle box braid brew bridle brief bring brush buff build bunch bundle button buy calculate
calibrate call care carry carve catalogue catch chair chalk change charge chart chat check chill
choose chop circulate clamp classify clean clear climb clip close coach coat code coil collate
collect colour comb combine compare compile complete compose compost connect construct contact
cook cool copy correct count cover crate create crochet crop crush cultivate curl cut dab dance
date deadhead debug deburr decant decorate deice deliver demonstrate describe design develop dig
dip direct discuss dish disinfect dismantle dispense display distribute do document donate draft
drain drape draw dress drill drive drop dry dump dust dye edit email embroider empty enter erase
erect escort establish estimate examine exercise exfoliate explain fasten feed fetch file fill
film filter find finish fit fix flatten flip fold follow frame freeze frost fry garnish gather
get give glaze glue grade grate graze grease greet grind groom group grout grow guard guide
hammer hand handle hang harvest hatch heat help hem hide hoe hoist hold hoover host ice
illustrate inflate inform input insert inspect install interview introduce invent invite iron
join judge juggle keep knead knit knot label lace laminate lather launder lay lead learn lift
light line link list listen load lock log look loop loosen lower lubricate mail maintain make
manage map mark mash mask massage match measure meet melt mend milk mind mix model monitor mop
mould mount move mow muck mulch nail name navigate neaten negotiate note notice number nurse
observe oil open operate order organise organize pack package paint pair pass paste patch patrol
pay pedal peel peg perform phone photocopy photograph pick pile pin pipe place plait plan plane
plant plaster plate play plot plough plug plumb point polish post pot pour practise prep prepare
present press prick prime print process produce programme proof proofread prop protect provide
prune publish pull pump punch push put rack rake read rearrange reboot receive record recycle
redesign refill refresh register rehearse remind remove render reorder repair repeat replace
reply report research reset resize restock restring return review revise ride ring rinse rivet
roast rock roll rotate row rub run saddle sail salt sample sand sanitise sanitize save saw scan
scatter schedule scoop score scrape screw scrub seal search season separate serve set sew shadow
shake shape share sharpen shave shear shelve shine shovel show shred shuffle sieve sift sign
signpost sing sketch skim slice slide smooth snap soak solder solve soothe sort sow spell spin
sponge spoon spot spray spread sprinkle square squeeze squirt stack stain stamp staple start
steam steep sterilise stick stir stitch stock stop store straighten strain strap stretch strim
string strip study stuff style submit suggest supervise supply support survey swab swaddle swap
sweep swim swing swirl switch tack tag take talk tally tape taste teach tear tell tend test text
thank thread throw tick tidy tie tighten tile till time toast top toss total towel trace track
train transcribe transfer translate treat trim try tune turn tweak twist type unblock unload
unlock unpack unpick untangle unwrap update upload use vacuum value varnish video visit walk
wallpaper warm wash watch water wax weave weed weigh welcome weld wheel whisk whittle wind wipe
wire wrap write zip
"""


def _first_word(task: str) -> str:
    return task.split()[0].casefold()


TASK_VERBS: frozenset[str] = frozenset(_EVERYDAY.split()) | {
    _first_word(entry.task) for entry in TASK_BANK
}
WATCHING_VERBS: frozenset[str] = frozenset({"observe", "watch", "shadow", "see"})


def verb_of(word: str) -> str | None:
    """The verb that a word is a form of ("sorting" is of "sort"); None if it is none."""
    for stem in (*_stems(word), *_stems(word.removeprefix("re"))):
        if stem in TASK_VERBS or stem in WATCHING_VERBS:
            return stem
    return None


def _stems(word: str) -> tuple[str, ...]:
    """The word itself and what it may be a form of."""
    for ending in ("ing", "es", "ed", "s"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 1:
            undoubled = root[:-1] if root[-1] == root[-2] else root
            return word, root, f"{root}e", undoubled
    return (word,)
