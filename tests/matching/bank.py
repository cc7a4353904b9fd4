"""A small task bank and the tables that reach the matcher inside a market."""

from matching import BankTask, HazardEffect

ROWS = """
transport|Railways|Check train times on the platform board|trains railway station timetables
transport|Railways|Set signals on a training panel with a signaller|signaller signals trains points
transport|Travel offices|Put new timetables in bus stop frames|timetable planner buses routes maps
transport|Driving|Load empty crates in a parked van|vans driving deliveries driver
heritage|Libraries|Sort returned books by number|books library reading shelves
heritage|Libraries|Cover new books in clear film|books library paperbacks careful
heritage|Heritage railways|Sort and label old railway tickets|trains steam tickets stations
heritage|Archives|Put old photographs into sleeves|photos past memories archive
it|IT support|Help set up tablets for visitors|computers tablets technician phones apps
it|IT support|Check public computers against a list|computers pcs technician screens
it|Repairs|Test keyboards and replace broken keys|computers repairing fixing technician
it|Repairs|Wipe old hard drives from a checklist|computers drives repairs recycle
hort|Garden centres|Pot up seedlings in the glasshouse|plants gardening flowers growing
hort|Garden centres|Water plants from a list|plants gardening watering
hort|Garden centres|Tidy a plant display|plants flowers design displays
animals|Grooming|Brush a calm dog with its owner|dogs pets animals fur
animals|Grooming|Refill shampoo and towels for dog washes|dogs animals washing salon
catering|Kitchens|Prepare vegetables for soup|cooking food chopping
catering|Kitchens|Load the dishwasher after lunch|dishes kitchen cleaning
warehouse|Parcels|Sort parcels by route colour|sorting fast vans busy parcels
warehouse|Parcels|Scan and count parcels|scanning parcels counting
warehouse|Stock|Label shelves in a store room|labels stock tidy
care|Hospital facilities|Sort clean linen by type|hospital laundry wards nurses
care|Hospital facilities|Restock trolleys for wards|hospital wards helping nurses
construct|Stores|Count stock in a builders yard|building tools screws
admin|Offices|Sort post by name|office letters post
admin|Offices|Shred old papers|office shredder papers
""".strip().splitlines()

BANK = tuple(
    BankTask(sector=sector, job_family=family, task=task, words=words)
    for sector, family, task, words in (row.split("|") for row in ROWS)
)
SECTOR_WORDS = {
    "transport": "Trains, buses and driving",
    "heritage": "Libraries, museums and heritage",
    "it": "Computers and digital",
    "hort": "Gardening, parks and growing",
    "animals": "Animals and pets",
}
HAZARDS = {
    "moving_machinery": frozenset(
        {HazardEffect.REMOVAL, HazardEffect.SEIZURE_UNLESS_GUARDED},
    ),
    "loud_noise": frozenset({HazardEffect.REMOVAL}),
    "working_at_height": frozenset({HazardEffect.REMOVAL, HazardEffect.SEIZURE}),
    "moving_vehicles": frozenset({HazardEffect.REMOVAL, HazardEffect.HEARING}),
    "hot_surfaces": frozenset({HazardEffect.SUPERVISION}),
    "animals": frozenset({HazardEffect.SUPERVISION}),
    "lone_work": frozenset({HazardEffect.SEIZURE}),
    "site_vehicles": frozenset({HazardEffect.AGE_LIMITED, HazardEffect.SEIZURE}),
}
MEETS = {
    "N-REG": frozenset({"SEN-05", "TIM-04", "TIM-07", "TSK-05", "REG-01", "REG-02"}),
    "N-NOISE": frozenset({"SEN-01", "SEN-02", "SEN-03", "SEN-05", "SEN-06"}),
    "N-WHEEL": frozenset({"PHY-01", "PHY-02", "PHY-03"}),
}
