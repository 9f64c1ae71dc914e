"""Real pages of which the main story is known: its lines are labelled, all others unknown."""
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

import markup
import markup_teach
from data_text import Text, letters

# A block of fewer letters may stand anywhere in a page.
LONG = 30
# Words by which a story's language is told where the truth names several or none.
COMMON = {
    "de": "der die und nicht mit auf für ist von dem den eine auch sich werden",
    "en": "the and of to in that is for with was on as by from has",
    "es": "el los las una del por con que para está como más su se y",
    "fr": "le les des une est dans pour qui par sur avec pas au du et",
    "it": "il di che una per con non della sono gli nel anche alla più è",
    "nl": "de het een van en niet met voor op zijn aan dat ook werd bij",
    "pl": "się nie na jest że do od przez oraz po dla jak tym jego są",
    "pt": "o os uma para com não por mais dos que foi ao na da em",
}


@dataclass
class Story:
    """The main story of a page."""

    page: str
    suite: str
    publisher: str
    language: str
    title: str
    authors: list
    day: str
    blocks: list
    host: str = ""

    def paragraphs(self):
        """Returns the text of the blocks."""
        return [text for _, text in self.blocks]


def stories(shared):
    """Returns the main stories of both suites of pages."""
    found, hosts = [], {}
    for line in (shared / "pages/truth.jsonl").read_text().splitlines():
        record = json.loads(line)
        hosts[host(record["url"])] = record["publisher"]
        blocks = [(block["kind"], block["text"]) for block in record["body"]]
        spoken = guess(blocks)
        language = spoken if spoken in record["languages"] or len(record["languages"]) > 1 else record["languages"][:1]
        found.append(Story(record["id"], "pages", record["publisher"], language if isinstance(language, str) else
                           "".join(language) or spoken, record["title"], record["authors"] or [], record["day"], blocks,
                           host(record["url"])))
    for line in (shared / "extraction/truth.jsonl").read_text().splitlines():
        record = json.loads(line)
        blocks = [("paragraph", text) for text in record["articleBody"].split("\n") if text.strip()]
        publisher = hosts.get(host(record["url"]), host(record["url"]))
        story = Story("aeb-" + record["id"][:8], "extraction", publisher, guess(blocks), "", [], "", blocks)
        story.title = seen_title(shared, story)
        found.append(story)
    return found


def seen_title(shared, story):
    """Finds the headline of a page whose truth has none: as its markup says, if the rendering shows it."""
    shown = {letters(line) for path in files(shared, story, "text-full") for line in path.read_bytes().decode().split("\n")}
    roots = [markup.read(path) for path in files(shared, story, "html")]
    return next((markup.headline(root, shown) for root in roots if root is not None), "")


def host(url):
    """Returns the site that an address belongs to."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("edition.")


def guess(blocks):
    """Tells the language by its commonest words."""
    words = " ".join(text for _, text in blocks).casefold().split()
    counts = {language: sum(word in common.split() for word in words) for language, common in COMMON.items()}
    best = max(counts, key=counts.get)
    return best if counts[best] * 12 > len(words) else ""


def files(shared, story, rendering):
    """Finds a rendering, or the page itself for `html`."""
    return sorted((shared / story.suite / rendering).glob(story.page.removeprefix("aeb-") + "*"))


def texts(shared, every, labelled):
    """Returns both renderings of the pages, but for those labelled by hand; what the story does not tell, the markup does."""
    found = []
    for story in every:
        for rendering in ("text-main", "text-full"):
            for path in files(shared, story, rendering):
                if (story.page, rendering) not in labelled:
                    text = Text.of(f"{story.page}-{rendering}", rendering, story.publisher, path.read_bytes().decode(), story.language)
                    label(text, story, rendering)
                    for page in files(shared, story, "html"):
                        root = markup.read(page)
                        if root is not None:
                            markup_teach.teach(text, markup_teach.Page(root, story.host), story)
                    found.append(text)
    return found


def prose(lines, blocks):
    """Tells for each line's letters whether it is a long line of the story."""
    long = [block for block in blocks if len(block) >= LONG]
    joined = "\n".join(long)
    return [len(line) >= LONG and (line in joined or any(b in line and len(b) > 0.8 * len(line) for b in long))
            for line in lines]


def label(text, story, rendering):
    """Labels the headline, the story's own lines, and weakly the others between them."""
    numbers = text.numbers()
    lines = [letters(text.lines[number - 1]) for number in numbers]
    blocks = {letters(block) for block in story.paragraphs()} - {""}
    title = letters(story.title)
    is_prose = prose(lines, blocks)
    places = [at for at, yes in enumerate(is_prose) if yes]
    if not places:
        return
    first, last = places[0], places[-1]
    heads = [at for at in range(min(first + 4, len(lines))) if title and lines[at] == title and not (
        at > first and is_prose[at])]
    head = heads[-1] if heads else None
    start = first if head is None else min(first, head)
    for at in range(start, last + 1):
        begin = "I" if at > start else "B"
        if at == head:
            text.set(numbers[at], begin + "H", 2.0)
        elif is_prose[at] or (at >= first and lines[at] in blocks):
            text.set(numbers[at], begin + "P", 1.0)
        else:
            header = head is not None and head < at < first and first - head <= 15
            text.set(numbers[at], "IM", 3.0 if header else 0.3)
    text.stories.append((numbers[start], numbers[last], story.authors, text.main))
    # A short line just above may be the kicker: then this one does not begin the article.
    near = start > 0 and len(lines[start - 1]) < 60
    if near or (head is None and rendering == "text-full"):
        text.weights[numbers[start]] = 0.0
    items(text, numbers, lines)


def items(text, numbers, lines):
    """Labels runs of six or more short list items that are otherwise unknown: menus."""
    short = [len(line) < 28 and text.lines[number - 1].lstrip().startswith("•")
             for line, number in zip(lines, numbers)]
    at = 0
    while at < len(short):
        end = at
        while end < len(short) and short[end]:
            end += 1
        if end - at >= 6:
            for number in numbers[at:end]:
                if text.weights[number] == 0:
                    text.set(number, "X", 0.5)
        at = max(end, at + 1)
