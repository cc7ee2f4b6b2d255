"""Words and weights of the generated record: parties, places, acts and details. None of it reports anything."""

from dragoman.records import EventType

# Code, name, a city with its latitude and longitude; the first are told of most, as in the news.
PARTIES: tuple[tuple[str, str, str, float, float], ...] = (
    ("USA", "the United States", "Washington", 38.9, -77.04),
    ("RUS", "Russia", "Moscow", 55.75, 37.62),
    ("CHN", "China", "Beijing", 39.9, 116.4),
    ("UKR", "Ukraine", "Kyiv", 50.45, 30.52),
    ("ISR", "Israel", "Jerusalem", 31.77, 35.21),
    ("IRN", "Iran", "Tehran", 35.69, 51.39),
    ("PAK", "Pakistan", "Islamabad", 33.69, 73.06),
    ("IND", "India", "New Delhi", 28.61, 77.21),
    ("NATO", "NATO", "Brussels", 50.85, 4.35),
    ("EU", "the European Union", "Strasbourg", 48.58, 7.75),
    ("UN", "the United Nations", "Geneva", 46.2, 6.15),
    ("GBR", "Britain", "London", 51.51, -0.13),
    ("FRA", "France", "Paris", 48.85, 2.35),
    ("DEU", "Germany", "Berlin", 52.52, 13.41),
    ("TUR", "Turkey", "Ankara", 39.93, 32.86),
    ("SAU", "Saudi Arabia", "Riyadh", 24.69, 46.72),
    ("AFG", "Afghanistan", "Kabul", 34.53, 69.17),
    ("JPN", "Japan", "Tokyo", 35.69, 139.69),
    ("KOR", "South Korea", "Seoul", 37.57, 126.98),
    ("PRK", "North Korea", "Pyongyang", 39.03, 125.75),
    ("SYR", "Syria", "Damascus", 33.51, 36.29),
    ("IRQ", "Iraq", "Baghdad", 33.34, 44.4),
    ("EGY", "Egypt", "Cairo", 30.06, 31.25),
    ("ETH", "Ethiopia", "Addis Ababa", 9.02, 38.75),
    ("SDN", "Sudan", "Khartoum", 15.55, 32.53),
    ("NGA", "Nigeria", "Abuja", 9.06, 7.49),
    ("ZAF", "South Africa", "Pretoria", -25.74, 28.19),
    ("BRA", "Brazil", "Brasilia", -15.78, -47.93),
    ("VEN", "Venezuela", "Caracas", 10.49, -66.88),
    ("COL", "Colombia", "Bogota", 4.61, -74.08),
    ("MEX", "Mexico", "Mexico City", 19.43, -99.13),
    ("AUS", "Australia", "Canberra", -35.28, 149.13),
    ("PHL", "the Philippines", "Manila", 14.6, 120.98),
    ("VNM", "Vietnam", "Hanoi", 21.02, 105.84),
    ("MMR", "Myanmar", "Naypyidaw", 19.75, 96.13),
    ("POL", "Poland", "Warsaw", 52.23, 21.01),
    ("SRB", "Serbia", "Belgrade", 44.8, 20.47),
    ("XKX", "Kosovo", "Pristina", 42.67, 21.17),
    ("ARM", "Armenia", "Yerevan", 40.18, 44.51),
    ("AZE", "Azerbaijan", "Baku", 40.38, 49.89),
)

# Type, its share in a hundred, GDELT's Goldstein value, CAMEO code, verbs with which it is told.
ACTS: tuple[tuple[EventType, int, float, str, tuple[str, ...]], ...] = (
    ("CONSULT", 26, 2.8, "042", ("met with", "held talks with", "received envoys of")),
    ("SUPPORT", 10, 3.5, "051", ("praised", "endorsed", "voiced backing for")),
    ("AGREE", 6, 6.0, "057", ("signed an accord with", "reached agreement with", "concluded a pact with")),
    ("COOPERATE", 6, 6.0, "061", ("opened trade with", "began joint work with", "deepened ties with")),
    ("AID", 4, 7.0, "073", ("sent relief to", "delivered aid to", "shipped supplies to")),
    ("CONCEDE", 2, 5.0, "081", ("eased curbs on", "lifted limits on", "relaxed rules for")),
    ("RETREAT", 2, 7.0, "087", ("withdrew troops from", "pulled forces out of", "left bases in")),
    ("REQUEST", 9, -0.3, "102", ("urged", "called on", "asked")),
    ("ACCUSE", 11, -2.0, "112", ("accused", "blamed", "condemned")),
    ("REJECT", 5, -4.0, "120", ("rejected terms from", "turned down offers by", "rebuffed")),
    ("THREATEN", 4, -6.0, "130", ("warned", "threatened", "gave an ultimatum to")),
    ("PROTEST", 2, -6.5, "141", ("rallied against", "marched against", "protested against")),
    ("SANCTION", 3, -5.6, "163", ("imposed sanctions on", "expelled diplomats of", "froze assets of")),
    ("MOBILIZE", 2, -7.2, "152", ("massed troops near", "raised readiness against", "deployed ships off")),
    ("COERCE", 3, -9.0, "173", ("detained citizens of", "seized vessels of", "blockaded ports of")),
    ("ASSAULT", 5, -10.0, "190", ("struck positions of", "shelled", "attacked")),
)

CONTEXTS = ("diplomatic", "military", "economic", "environment", "migration", "legal", "terrorism", "cyber")

_MATTERS = (
    "border transit fisheries gas grain nuclear water railway prisoner refugee tariff maritime airspace satellite "
    "mining vaccine pipeline customs visa drought wheat steel copper lithium port dam canal bridge airport highway "
    "island strait valley river harbour desert corridor enclave garrison convoy patrol drone missile radar artillery "
    "naval frigate submarine ceasefire truce armistice hostage amnesty extradition election census treaty charter "
    "tribunal boundary seabed cable orbit reactor uranium sanctions embargo loan debt bond currency rice cotton sugar "
    "coffee cocoa timber"
)
_DEALINGS = (
    "inspection commission negotiation register dispute protocol timetable hearing survey quota levy permit "
    "convention summit programme review audit blueprint framework panel mission observers delegation exchange "
    "rotation handover transfer crossing blockade exercise redeployment evacuation repatriation settlement "
    "compensation arbitration appeal verdict ruling draft clause annex schedule deadline extension renewal suspension "
    "closure reopening expansion cutback"
)
MATTERS = tuple(_MATTERS.split())
DEALINGS = tuple(_DEALINGS.split())

# Outlets, and whether an outlet is an agency that others reprint.
AGENCIES = ("Northern Wire", "Meridian Press Agency", "Harbour News Service", "Central Dispatch")
OUTLETS = tuple(
    f"The {city} {paper}"
    for paper in ("Chronicle", "Courier", "Gazette", "Ledger", "Observer")
    for city in ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Linden", "Maple", "Rowan")
)
