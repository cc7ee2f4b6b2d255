"""A small stand-in for the entity index: names and actor nouns of the examples, no coreference."""

from dragoman.language.tree import Tree
from dragoman.partial_date import PartialDate
from dragoman.records import Cluster, EntityKind, Participant, Reading

STATES = {
    "AFG": "afghanistan afghan kabul", "ALB": "albania", "AGO": "angola", "ARG": "argentina argentine",
    "ARM": "armenia armenian", "AUS": "australia australian canberra", "AUT": "austria austrian austria-hungary",
    "AZE": "azerbaijan", "BEL": "belgium", "BEN": "benin", "BGD": "bangladesh", "BHR": "bahrain", "BIH": "bosnia",
    "BLR": "belarus belarusian", "BOL": "bolivia", "BRA": "brazil", "BTN": "bhutan", "BDI": "burundi",
    "CAN": "canada canadian", "CHL": "chile chilean", "CHN": "china chinese tibet beijing", "CMR": "cameroon",
    "COD": "congo congolese", "COL": "colombia", "CUB": "cuba cuban", "CYP": "cyprus",
    "DEU": "germany german berlin", "DNK": "denmark danish", "ECU": "ecuador", "EGY": "egypt cairo",
    "ERI": "eritrea", "ESP": "spain spanish", "EST": "estonia", "ETH": "ethiopia ethiopian", "FIN": "finland",
    "FJI": "fiji", "FRA": "france french paris", "GBR": "britain british", "GEO": "georgia", "GHA": "ghana",
    "GMB": "gambia", "GRC": "greece", "GUY": "guyana", "HND": "honduras", "HUN": "hungary", "IDN": "indonesia bali",
    "IND": "india indian", "IRL": "ireland", "IRN": "iran iranian tehran", "IRQ": "iraq iraqi",
    "ISR": "israel israeli", "ITA": "italy", "JOR": "jordan jordanian amman", "JPN": "japan", "KAZ": "kazakhstan",
    "KEN": "kenya kenyan", "KHM": "cambodia", "KOR": "korea", "PRK": "north", "KWT": "kuwait", "LAO": "laos",
    "LBN": "lebanon lebanese", "LBY": "libya libyan", "LTU": "lithuania", "LVA": "latvia", "MAR": "morocco",
    "MDA": "moldova", "MEX": "mexico", "MLI": "mali", "MLT": "malta", "MMR": "myanmar karen", "MNE": "montenegro",
    "MOZ": "mozambique", "MWI": "malawi", "NER": "niger", "NLD": "dutch", "NOR": "norway", "NPL": "nepal",
    "OMN": "oman", "PAK": "pakistan pakistani", "PER": "peru", "PHL": "filipino", "POL": "poland",
    "PRT": "portugal", "PRY": "paraguay", "PSE": "palestine gaza", "QAT": "qatar", "ROU": "romania",
    "RUS": "russia russian moscow kremlin", "RWA": "rwanda", "SAU": "saudi", "SDN": "sudan khartoum",
    "SEN": "senegalese", "SOM": "somalia somali", "SRB": "serbia serbian", "SUR": "suriname", "SVK": "slovakia",
    "SVN": "slovenia", "SWE": "sweden", "SYR": "syria syrian", "TCD": "chad", "TGO": "togo", "THA": "thailand",
    "TUN": "tunisia", "TUR": "turkey turkish", "TWN": "taiwan", "TZA": "tanzania", "UGA": "uganda ugandan",
    "UKR": "ukraine kharkiv kyiv kherson crimea donetsk", "URY": "uruguay", "USA": "states american",
    "VAT": "vatican pope", "VNM": "vietnam vietnamese hanoi", "XKX": "kosovo", "YEM": "yemen", "ZMB": "zambia",
    "ARE": "emirates", "SUN": "soviet", "HRV": "croatia", "NATO": "nato alliance", "UN": "un unifil nations",
    "EU": "eu europe", "AU": "african", "ASEAN": "asean", "IMF": "imf", "Taliban": "taliban",
    "Hezbollah": "hezbollah", "Hamas": "hamas", "IS": "islamic", "FARC": "farc",
}  # fmt: skip
WORDS = {word: code for code, words in STATES.items() for word in words.split()}
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
GROUPS = frozenset({"NATO", "UN", "EU", "AU", "ASEAN", "IMF"})
ARMED = frozenset({"Taliban", "Hezbollah", "Hamas", "IS", "FARC"})
ARMED_NOUNS = frozenset(
    ("rebel militant militia group guerrilla insurgent gunman gunmen bomber fighter attacker terrorist ").split()
)
OFFICIALS = frozenset(
    (
        "mr mrs minister president king chancellor general ambassador envoy premier senator queen leader pope "
        "spokesman mayor secretary "
    ).split()
)
ACTORS = frozenset(
    (
        "army government force troop soldier police court parliament council committee navy jet warplane tribunal "
        "junta opposition authority governor officer union "
    ).split()
)
CROWDS = frozenset(
    (
        "protester civilian journalist worker farmer student prisoner activist tourist villager nurse consulate "
        "station patrol pastor kurd refugee official counterpart municipality guard woman schoolgirl man "
        "delegation inspector people peacekeeper diplomat newspaper priest hostage consul guerrilla migrant exile "
        "thousand hundred commander fighter brotherhood inspectors bus "
    ).split()
)


class FakeEntities:
    """Answers by dictionary; a person's title or a modifier gives the party."""

    clusters: tuple[Cluster, ...] = ()

    def __init__(self, reading: Reading) -> None:
        self.trees = [Tree(sentence, number) for number, sentence in enumerate(reading.sentences)]
        self.people = {
            (name.sentence, i)
            for name in reading.names
            if name.kind == "person"
            for i in range(name.first, name.last + 1)
        }

    def participants(
        self,
        sentence: int,
        token: int,
        *,
        on: PartialDate = PartialDate(),  # noqa: B008
    ) -> tuple[Participant, ...]:
        """The phrase's head and its coordinates."""
        tree = self.trees[sentence]
        heads = [token, *tree.children(token, "conj")]
        return tuple(p for head in heads if (p := self._one(tree, sentence, head)) is not None)

    def as_of(self, who: Participant, on: PartialDate) -> Participant:
        """Nobody holds an office here."""
        return who

    def as_described(self, who: Participant) -> Participant:
        """Everybody is as described here."""
        return who

    def decision(self, who: Participant, on: PartialDate) -> str | None:
        """Nobody holds an office here."""
        return None

    def text_participant(self, text: str, *, on: PartialDate = PartialDate()) -> Participant | None:  # noqa: B008
        """A state named in a text."""
        code = next((WORDS[w] for w in text.lower().split() if w in WORDS), None)
        return _participant(text, code, None) if code else None

    def _one(self, tree: Tree, sentence: int, head: int) -> Participant | None:
        words = [tree[i].form.lower().strip("s") for i in tree.subtree(head)] + [
            tree[i].form.lower() for i in tree.subtree(head)
        ]
        own, lemma = tree[head].form.lower(), tree.lemma(head)
        if own in DAYS:
            return None
        if own in WORDS:
            return _participant(tree[head].form, WORDS[own], None)
        near = [c for c in tree.children(head, "compound", "amod", "flat", "nmod") if c != head]
        code = next((WORDS[tree[c].form.lower()] for c in near if tree[c].form.lower() in WORDS), None)
        if tree[head].upos == "PROPN":
            title = any(tree.lemma(c) in OFFICIALS for c in near) or bool(set(words) & OFFICIALS)
            person = (sentence, head) in self.people or title
            return _participant(
                tree[head].form, code or ("ZZZ" if title or person else None), "person" if person else "organisation"
            )
        if lemma in ARMED_NOUNS:
            return _participant(lemma, None, "armed_group")
        if lemma in OFFICIALS:
            return _participant(lemma, code or "ZZZ", "person")
        if lemma in ACTORS:
            return _participant(lemma, code or "ZZZ", "organisation")
        return _participant(lemma, None, "crowd") if lemma in CROWDS else None


def _participant(name: str, code: str | None, kind: EntityKind | None) -> Participant:
    if kind is None:
        kind = "organisation" if code in GROUPS else "armed_group" if code in ARMED else "state" if code else "other"
    country = code if code and len(code) == 3 and code.isupper() and code not in GROUPS else None
    return Participant(id=f"{name.lower()}-{code}", name=name, kind=kind, party=code, country=country)
