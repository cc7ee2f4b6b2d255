"""The frames' example sentences with their parse, kept in ``examples.conllu`` so that no model is loaded by tests.

Run ``python -m tests.events.examples`` after a frame's example was written or changed: it reads them anew.
"""

from pathlib import Path

from dragoman.events import FrameTable
from dragoman.language.conllu import dump, parse
from dragoman.records import Article, Participant, Reading, Sentence, Statement, statement_id

FILE = Path(__file__).with_name("examples.conllu")
# Sentences of the other tests, parsed with the examples.
SENTENCES = (
    "Police said that they had arrested two journalists.",
    "Police had arrested two journalists.",
    "Denmark has been able to send medicine to Kenya.",
    "The Danish minister visited Kenya.",
    "The Danish minister met the Kenyan president.",
    "Denmark sent medicine to Kenya.",
    "Denmark sent tents to Kenya.",
    "Denmark criticised Kenya on Monday and praised Togo.",
    "The consulate was attacked on Sunday.",
    "Turkey did not attack Syria.",
    "The Danish minister will visit Kenya next week.",
    "Turkey may attack Syria.",
    "Rebels reportedly attacked the army of Chad.",
    "Chad urged Mali to attack the rebels.",
    "Chad accused Mali of attacking the rebels.",
    "Iran denied that Iran had attacked Iraq.",
    "Ghana and Togo signed a treaty.",
    "Kenya condemned the attack.",
    "Turkey attacked Syria on 3 May 2011.",
    "Turkey attacked Syria on Tuesday.",
    "We condemn the invasion of Georgia by Russia.",
    "Turkey has fought the rebels since 2004.",
    "Turkey attacked Syria, Spain said.",
    "Turkish police arrested two journalists in May 2011.",
    "The Turkish attack on Syria went on.",
    "Iran will not recognise Israel.",
    "Kenya sent food to Somalia and Kenya sent food to Somalia.",
    "The journalist was detained in Iran.",
    "France called on Mali to attack the rebels, who killed ten soldiers.",
    "Spain regretted the visit of the Moroccan minister to Ceuta.",
    "The rebels were armed and trained by Uganda.",
    "Denmark no longer sends medicine to Kenya.",
    "In another attack Turkey attacked Syria on the border.",
    "Both sides signed a treaty.",
    "Norway imposed sanctions on Chad for arming the rebels.",
    "The rebels stormed a depot.",
    "Israel accused Iran of attacking Syria.",
    "Iran rejected those claims.",
    "Spain is about to restore ties with Peru.",
    "Kenya condemned the rebels and neighbouring Chad, which has attacked Mali.",
    "Turkey said it was ready to help Kenya.",
    # False friends: nothing happens between parties.
    "The Danish minister returned to Denmark.",
    "The workers celebrated their victory.",
    "The mayor hung a banner on the town hall.",
    "The company met its targets.",
    "Inflation hit the markets.",
    "The minister attacked poverty.",
    "The bank charged the customers a fee.",
    "The earthquake killed ten people in Nepal.",
    "The team beat the French side in the final.",
    "The tourists visited the museum.",
    "A strike of luck saved the ship.",
    "The general refused to comment.",
    "The treaty was signed in 1998.",
)
SPEAKER = Participant(id="speaker", name="the speaker", kind="person", party="ZZS", country="ZZS")


def example_sentences(table: FrameTable) -> list[str]:
    """Every example of the table and every further sentence once, in order."""
    examples = (example for frame in table.frames for example in frame.examples)
    return list(dict.fromkeys((*examples, *SENTENCES)))


def parsed_examples() -> dict[str, tuple[Sentence, ...]]:
    """Example to its sentences."""
    found: dict[str, list[Sentence]] = {}
    whole = ""
    for sentence in parse(FILE.read_text("utf-8")):
        whole = sentence.text if sentence.start == 0 else f"{whole} {sentence.text}"
        if sentence.start == 0:
            found[whole] = [sentence]
        else:
            last = found.pop(next(reversed(found)))
            found[whole] = [*last, sentence]
    return {text: tuple(sentences) for text, sentences in found.items()}


def article_of(text: str) -> Article:
    """An article without a title whose body is the text."""
    return Article(id="article-of-a-test", source="test", text=text, body_start=0)


def reading_of(sentences: tuple[Sentence, ...]) -> Reading:
    """The sentences as a reading without names."""
    return Reading(sentences=sentences, model="stored")


def said(text: str, stance: str = "affirms") -> Statement:
    """What stands before the last ", the" of an example, as a statement of the speaker's."""
    end = text.rindex(", the ")
    return Statement(
        id=statement_id("article-of-a-test", 0, end),
        article="article-of-a-test",
        kind="indirect",
        stance=stance,  # type: ignore[arg-type]
        act="assert",
        text=text[:end],
        start=0,
        end=end,
        speakers=(SPEAKER,),
    )


def main() -> None:
    """Read every example with the reader of the package and write the file."""
    from dragoman.language.model import Reader

    texts = example_sentences(FrameTable.load())
    readings = Reader.load().read_many([(text, ()) for text in texts])
    FILE.write_text("".join(dump(reading.sentences) for reading in readings), "utf-8")


if __name__ == "__main__":
    main()
