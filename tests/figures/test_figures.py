"""Figures in sentences of the tests' own, by the shipped reader: losses, counts, money, shares, and what is none."""

import pytest

from dragoman.api import code_text

SIGNS = {"exact": "", "at least": "+", "at most": "-", "about": "~"}


def told(text):
    """Each figure as "12+ dead civilians": number, bound, kind, unit."""
    return [shortly(figure) for figure in code_text(text, published="2019-04-10").figures]


def shortly(figure):
    high = "" if figure.high is None else f"-{figure.high:.10g}"
    return f"{figure.value:.10g}{high}{SIGNS[figure.bound]} {figure.kind} {figure.unit or ''}".rstrip()


LOSSES = [
    ("A car bomb killed 12 villagers in Goma.", "12 dead villagers"),
    ("Shells killed at least nine and wounded 40 in Homs.", "9+ dead", "40 injured"),
    ("Between 10 and 15 soldiers were killed on Monday.", "10-15 dead soldiers"),
    ("More than 1,200 people have died in the fighting.", "1200+ dead people"),
    ("The raid left dozens dead and 30 others wounded.", "24+ dead", "30 injured others"),
    ("The ambush left two policemen dead and four missing.", "2 dead policemen", "4 missing"),
    ("The death toll rose to 35, the ministry said.", "35 dead"),
    ("The toll has climbed to at least 210 from 180.", "210+ dead"),
    ("That brought the number of wounded to 140.", "140 injured"),
    ("The bombing claimed 16 lives.", "16 dead lives"),
    ("The siege cost the lives of some 300 civilians.", "300~ dead civilians"),
    ("Gunmen shot dead four judges in Quetta.", "4 dead judges"),
    ("There were six dead and eleven injured.", "6 dead", "11 injured"),
    ("Doctors counted 18 deaths and no injuries.", "18 dead deaths", "0 injured injuries"),
    ("No one was killed in the strike.", "0 dead"),
    ("The army said that it had killed no civilians.", "0 dead civilians"),
    ("Rebels killed a priest and two nuns.", "1 dead priest", "2 dead nuns"),
    ("The clashes killed 5 to 7 rebels and hurt half a dozen guards.", "5-7 dead rebels", "6 injured guards"),
    ("As many as 90 fighters were wounded.", "90- injured fighters"),
    ("The murder of 43 students shook the country.", "43 dead students"),
    ("Twenty-one sailors drowned off the coast.", "21 dead sailors"),
    ("A mine killed one peacekeeper and injured three.", "1 dead peacekeeper", "3 injured"),
    ("Police arrested 45 demonstrators in Minsk.", "45 arrested demonstrators"),
    ("Some 400-500 marchers were detained overnight.", "400-500~ arrested marchers"),
    ("Officers took 20 people into custody.", "20 arrested people"),
    ("The sweep led to 17 arrests.", "17 arrested arrests"),
    ("Militants kidnapped 110 schoolgirls in the north.", "110 captured schoolgirls"),
    ("The gang took five aid workers hostage.", "5 captured aid workers"),
    ("The offensive displaced 80,000 people.", "80000 displaced people"),
    ("Hundreds of thousands of Syrians fled.", "200000+ displaced Syrians"),
    ("The flood left half a million people homeless.", "500000 displaced people"),
    ("Fourteen soldiers are missing.", "14 missing soldiers"),
    ("The army lost two rifles and two rifles are missing.", "2 count rifles", "2 count rifles"),
    ("The war has killed more than two million people.", "2000000+ dead people"),
    ("The blast killed 30 people, including four children.", "30 dead people", "4 dead children"),
    ("The shelling killed twelve soldiers and a further three died later.", "12 dead soldiers", "3 dead"),
    ("Nearly 60 wounded troops were flown out.", "60~ injured troops"),
    ("Eight of the officers were killed.", "8 dead officers"),
    ("Police arrested dozens of dissidents in Oran.", "24+ arrested dissidents"),
    ("Dozens of dissidents were arrested on Monday.", "24+ arrested dissidents"),
    ("The junta detained three candidates and two journalists.", "3 arrested candidates", "2 arrested journalists"),
    ("Troops shot dead between 10 and 15 villagers.", "10-15 dead villagers"),
    ("Between 10 and 15 villagers were shot dead.", "10-15 dead villagers"),
]  # fmt: skip

COUNTS = [
    ("Some 13,000 troops from 39 countries took part.", "13000~ count troops", "39 count countries"),
    ("A 5,000-strong force will be sent to Mali.", "5000 count people"),
    ("Norway pledged $2.5 million in aid.", "2500000 money $"),
    ("The loan is worth between €2bn and €3bn.", "2000000000-3000000000 money €"),
    ("They lost tens of millions of dollars.", "20000000+ money dollars"),
    ("More than 60pc of its population fled.", "60+ share percent"),
    ("Turnout fell to 41.5 per cent.", "41.5 share percent"),
    ("Two to three million voters stayed at home.", "2000000-3000000 count voters"),
    ("The ship carried 300 tonnes of wheat.", "300 count tonnes"),
    ("About 2,000 American soldiers are in Syria.", "2000~ count American soldiers"),
    ("The bill passed with 95 votes.", "95 count votes"),
    ("Oil rose to $71 a barrel.", "71 money $"),
    ("The exchange freed 23 prisoners.", "23 count prisoners"),
    ("Kenya opened fewer than ten consulates.", "10- count consulates"),
    ("Another 70 or so inspectors will be sent.", "70~ count inspectors"),
]  # fmt: skip

NONE = [
    "A 12-year-old boy and his father, 42, met the minister.",
    "He was born on 12 May 1961 and left in 2003.",
    "The two leaders met on Tuesday at 10pm.",
    "They talked for three hours, two days after the summit.",
    "Parliament passed the law by 95 to 3.",
    "Brazil won 3-1 in the final.",
    "Resolution 1701 and Section 202 apply.",
    "The MiG-29 and the F-16 flew over Kars.",
    "The G20 and the Group of 77 welcomed COVID-19 aid.",
    "The 2014 operation killed the plan.",
    "One in five members stayed away.",
    "The camp lies 35 kilometres (20 miles) north of Erbil.",
    "It was one of the worst days of the war.",
    "All three countries and both sides agreed.",
    "No talks were held.",
    "Two officials said that talks would be held.",
    "The court jailed Ana Lima, 29, for a week.",
]


@pytest.mark.parametrize(("text", "expected"), [(row[0], list(row[1:])) for row in [*LOSSES, *COUNTS]])
def test_what_a_sentence_tells(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Norway gave $2 million in aid.", "aid"),
        ("Chile lost a $3 billion loan.", "loan"),
        ("More than 60pc of its population fled.", "its population"),
        ("The ship carried 300 tonnes of wheat that nobody wanted.", "wheat"),
        ("Four of the officers resigned.", "the officers"),
        ("The oil cost $71 in May.", None),
    ],
)
def test_what_a_quantity_is_of(text, of):
    assert [figure.of for figure in code_text(text, published="2019-04-10").figures] == [of]


@pytest.mark.parametrize("text", NONE)
def test_a_number_that_is_no_figure(text):
    assert told(text) == []


WHYS = [
    ("A car bomb killed 12 villagers in Goma.", "12 villagers", ["dead: it stands right after “killed”"]),
    ("Between 10 and 15 soldiers were killed on Monday.", "Between 10 and 15 soldiers", ["dead: it hangs on “killed”"]),
    ("There were at least six dead.", "at least six dead", [
        "dead: “dead” stands right after it", "at least: “at least six”",
    ]),
    ("Doctors counted 18 deaths.", "18 deaths", ["dead: it counts losses: “deaths”"]),
    ("The toll has climbed to 210.", "toll has climbed to 210", ["dead: “toll” stands before it"]),
    ("Norway pledged $2.5 million in aid.", "$2.5 million", ["money: “$”"]),
    ("Turnout fell to 41.5 per cent.", "41.5 per cent", ["share: “41.5 per cent”"]),
    ("Dozens of dissidents were arrested.", "Dozens of dissidents", ["“Dozens” is 24 at the least"]),
    ("The blast killed 30 people, including four children.", "four children", ["told as some of those counted before"]),
    ("The ship carried 300 tonnes of wheat.", "300 tonnes", ["count: “tonnes”, more than one and not pointed back at"]),
    ("Norway will send 40 trawlers.", "40 trawlers", ["“send” is told as planned"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "reasons"), WHYS)
def test_why_a_number_is_a_figure(text, words, reasons):
    told = code_text(text, published="2019-04-10").figures
    assert set(reasons) <= {reason for figure in told if words in figure.text for reason in figure.why}


def test_who_gives_a_number_is_a_reason():
    (figure,) = code_text("Doctors said that 30 people died in Homs.", published="2019-04-10").figures
    assert "it stands in what is told as the words of Doctors" in figure.why
    (figure,) = code_text("In Homs 30 people died.", published="2019-04-10").figures
    assert not any("the words of" in reason for reason in figure.why)
