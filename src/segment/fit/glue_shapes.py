"""The shapes of pages that glued documents imitate."""
import random

from glue import Writer
from glue_deal import dealt
from glue_noise import comments, footer, furniture, links, menu, promotion, some
from glue_pool import sentences
from glue_story import date, full, header, lead, teaser


def feed(w):
    """A feed of teasers between menu and footer."""
    furniture(w)
    if w.chance.random() < 0.4:
        w.outside(w.fill("{s}"))
        w.blank()
    for number in range(1, w.chance.randrange(5, 16)):
        teaser(w, w.story(), number)
        w.blank(w.style.between)
        some(w, 0.12 if w.style.ads else 0.03)
    some(w, 0.3)
    footer(w)


def story_and_teasers(w):
    """The seed's shape: a story without its headline, then teasers below lines of age and section."""
    full(w, w.story(), headline=False, credit_first=w.chance.random() < 0.7, bio=w.chance.random() < 0.7, most=14)
    w.outside(w.chance.choice(w.words["deeper"]) if w.chance.random() < 0.5 else w.words["lists"][0])
    w.lines[-1] = w.lines[-1].split(" {")[0].split(":")[0]
    w.blank()
    dated = w.chance.randrange(3)
    length = w.chance.choice(["paragraph", "paragraphs", "sentences"])
    for number in range(w.chance.randrange(2, 7)):
        story = w.story()
        w.open()
        if dated == 2 or (dated == 1 and number == 0):
            w.inside(w.fill(w.words["updated"][1] if w.chance.random() < 0.8 else w.words["updated"][0]), "M")
            w.blank()
        if story.title:
            w.inside(story.title, "H")
            w.blank()
        w.inside(w.fill(w.chance.choice(w.words["credit"] + w.words["caption"])), "M")
        w.blank()
        for line in lead(w, story, length):
            w.inside(line, "P")
            w.blank()


def digest(w):
    """A story in full and others below it, as the digests are."""
    full(w, w.story(), headline=w.chance.random() < 0.75, credit_first=w.chance.random() < 0.3)
    for _ in range(w.chance.randrange(2, 6)):
        some(w, 0.15)
        if w.chance.random() < 0.6:
            teaser(w, w.story(), length=w.chance.choice(["paragraph", "paragraphs"]))
        else:
            full(w, w.story(), most=w.chance.randrange(3, 12))
        w.blank()
    some(w, 0.5)


def page(w):
    """A whole page: menu, story, links, teasers, comments, footer."""
    furniture(w)
    full(w, w.story(), headline=w.chance.random() < 0.9)
    some(w, 0.7)
    if w.style.comments:
        comments(w)
    if w.chance.random() < 0.5:
        links(w)
    if w.chance.random() < 0.7:
        w.outside(w.fill(w.chance.choice(w.words["lists"])))
        w.blank()
        for number in range(1, w.chance.randrange(3, 8)):
            teaser(w, w.story(), number, length=w.chance.choice(["sentence", "cut", "sentences"]))
            w.blank(w.style.between)
    if w.chance.random() < 0.4:
        links(w)
    footer(w)


def front(w):
    """A front page: sections of teasers and of bare links."""
    menu(w)
    w.blank()
    for section in w.words["sections"].split("|")[: w.chance.randrange(2, 6)]:
        w.outside(section)
        w.blank()
        for _ in range(w.chance.randrange(1, 5)):
            teaser(w, w.story())
            w.blank(w.style.between)
        if w.chance.random() < 0.6:
            links(w, w.chance.randrange(2, 6))
    if w.chance.random() < 0.5:
        promotion(w)
    footer(w)


def results(w):
    """A listing of search results in one of three orders."""
    if w.chance.random() < 0.5:
        furniture(w, 20)
    w.outside(w.fill(w.words["results"][0]))
    w.outside(w.words["results"][2])
    w.blank()
    order = w.chance.choice(["date first", "date last", "numbered"])
    length = w.chance.choice(["sentence", "cut", "sentences"])
    w.style.gap = w.chance.choice([0, 0, 1])
    for number in range(1, w.chance.randrange(6, 14)):
        story = w.story()
        w.open()
        if order == "date first":
            w.inside(date(w), "M")
            w.blank(w.style.gap)
        w.inside((f"{number}. " if order == "numbered" else "") + story.title, "H")
        w.blank(w.style.gap)
        w.inside(lead(w, story, length)[0], "P")
        if order == "date last":
            w.blank(w.style.gap)
            w.inside(date(w), "M")
        w.blank(max(1, w.style.gap))
    for line in w.words["pages"][: w.chance.randrange(1, 4)]:
        w.outside(w.fill(line))


def ticker(w):
    """A live ticker: one article of many entries."""
    if w.chance.random() < 0.5:
        furniture(w, 40)
    main = w.story()
    w.open()
    if w.chance.random() < 0.5:
        w.inside(w.words["live"][w.chance.randrange(2)], "M")
    w.inside(main.title, "H")
    w.blank()
    w.inside(w.words["live"][3], "P")
    w.blank()
    headed, gap = w.chance.random() < 0.6, w.chance.choice([0, 1])
    for text in main.paragraphs()[: w.chance.randrange(8, 24)]:
        parts = sentences(text)
        w.inside(w.fill(w.chance.choice(["{h}", "{h}", "{h}"]) if w.style.time else "{ago}"), "M")
        w.blank(gap)
        if headed and len(parts) > 1 and len(parts[0]) < 110:
            w.inside(parts[0].rstrip("."), "P")
            w.blank(gap)
            parts = parts[1:]
        w.inside(" ".join(parts), "P")
        w.blank()
    some(w, 0.3)
    footer(w)


def listicle(w):
    """A story in numbered or headed points: one article."""
    if w.chance.random() < 0.5:
        furniture(w, 40)
    main = w.story()
    w.open()
    w.inside(main.title or w.fill("{s}"), "H")
    w.blank()
    header(w)
    mark = w.chance.choice(["{n}. ", "{n}. ", "{n}) ", ""])
    gap = w.chance.choice([0, 1])
    for number, text in enumerate(main.paragraphs()[: w.chance.randrange(5, 14)]):
        parts = sentences(text)
        if number and len(parts) > 1 and len(parts[0]) < 120:
            words = parts[0].rstrip(".").split()[: w.chance.randrange(4, 12)]
            w.inside(mark.replace("{n}", str(number)) + " ".join(words), "P")
            w.blank(gap)
        w.inside(text, "P")
        w.blank()
    some(w, 0.4)
    footer(w)


def brief(w):
    """A short page: a few menu lines, a story of short paragraphs, a few lines below."""
    items = w.words["menus"].split("|") + w.words["sections"].split("|")
    for _ in range(w.chance.choice([0, 0, 1, 2, 4, 6])):
        w.outside(w.chance.choice(items))
    w.blank(w.chance.choice([0, 1, 2]))
    story = w.story()
    w.open()
    if w.chance.random() < 0.25:
        w.inside(w.fill("{s}"), "M")
        w.blank(w.chance.choice([0, 1]))
    w.inside(story.title or w.fill("{s}"), "H")
    w.blank(w.chance.choice([0, 1]))
    header(w)
    parts = [part for text in story.paragraphs() for part in sentences(text)][: w.chance.randrange(2, 12)]
    gap = w.chance.choice([0, 1, 1])
    while parts:
        size = w.chance.choice([1, 1, 2, 2, 3])
        w.inside(" ".join(parts[:size]), "P")
        w.blank(gap)
        parts = parts[size:]
    w.blank(1 - gap)
    below = w.words["deeper"] + w.words["lists"] + w.words["prompt"] + w.words["footer"] + w.words["talk"][:2]
    for _ in range(w.chance.randrange(0, 6)):
        w.outside(w.fill(w.chance.choice(below)))
        w.blank(w.chance.choice([0, 1]))


def newsletter(w):
    """A letter of short items, each with text of one or two paragraphs."""
    if w.chance.random() < 0.5:
        promotion(w)
    numbered, gap = w.chance.random() < 0.5, w.chance.choice([0, 1])
    for number in range(1, w.chance.randrange(4, 9)):
        story = w.story()
        w.open()
        if story.title:
            w.inside((f"{number}. " if numbered else "") + story.title, "H")
            w.blank(gap)
        for line in lead(w, story, w.chance.choice(["paragraph", "paragraphs", "sentences"])):
            w.inside(line, "P")
            w.blank()
        if w.chance.random() < 0.2:
            w.outside(w.fill(w.chance.choice(w.words["prompt"])))
            w.blank()
    if w.chance.random() < 0.4:
        links(w)


def plain(w):
    """Stories behind one another and nothing else, as people keep them: each with its headline, and byline and date in one
    place in all of them, if at all."""
    pick, roll = w.chance.choice, w.chance.random
    by, day = pick(["none", "none", "below", "end"]), pick(["none", "above", "below", "end", "end"])
    by_form, date_form = pick(w.words["by"]), pick(w.words["dates"])
    gap, most, short = pick([0, 1, 1]), pick([1, 2, 3, 6, 12]), roll() < 0.2
    between = max(gap, pick([1, 1, 2, 3]))
    for _ in range(pick([2, 3, 5, 8, 12, 25])):
        story = w.story()
        title = story.title or " ".join(story.paragraphs()[0].split()[:6])
        w.open()
        lines = [(w.fill(date_form), "M")] if day == "above" else []
        lines.append((" ".join(title.split()[: w.chance.randrange(2, 5)]) if short else title, "H"))
        lines += [(w.fill(by_form), "M")] if by == "below" else []
        lines += [(w.fill(date_form), "M")] if day == "below" else []
        lines += [(text, "P") for text in story.paragraphs()[: w.chance.randrange(1, most + 1)]]
        end = ([(w.fill(by_form), "M")] if by == "end" else []) + ([(w.fill(date_form), "M")] if day == "end" else [])
        w.chance.shuffle(end)
        for at, (line, role) in enumerate(lines + end):
            w.blank(gap if at else 0)
            w.inside(line, role)
        w.blank(between)


def bare(w):
    """Paragraphs without headlines, each of another story."""
    if w.chance.random() < 0.7:
        full(w, w.story())
    if w.chance.random() < 0.6:
        w.outside(w.fill(w.chance.choice(w.words["lists"])))
        w.blank()
    length = w.chance.choice(["sentences", "sentence", "cut", "paragraph"])
    for _ in range(w.chance.randrange(4, 30)):
        w.open()
        w.inside(lead(w, w.story(), length)[0], "P")
        w.blank()
    some(w, 0.3)


def collage(w):
    """Real articles and lists of articles between real furniture."""
    furniture(w)
    if w.pool.articles:
        w.run(w.chance.choice(w.pool.articles))
        w.blank(w.chance.choice([1, 2]))
    if w.chance.random() < 0.7:
        furniture(w, 30)
    if w.pool.lists and w.chance.random() < 0.8:
        w.run(w.chance.choice(w.pool.lists))
        w.blank()
    some(w, 0.3)
    furniture(w)


# How many documents of a hundred have each shape.
SHAPES = {dealt: 22, digest: 12, collage: 18, page: 15, feed: 12, story_and_teasers: 8, front: 6, results: 5, ticker: 4,
          newsletter: 3, bare: 7, listicle: 4, brief: 12, plain: 12}


def documents(pools, seed, each):
    """Returns glued documents, so many a pool; a language whose pool is not parted gets twice as many."""
    found = []
    for number, pool in enumerate(pools):
        parted = sum(other.language == pool.language for other in pools) > 1
        for turn in range(each if parted else 2 * each):
            chance = random.Random(f"{seed} {number} {turn}")
            shape = chance.choices(list(SHAPES), list(SHAPES.values()))[0]
            w = Writer(chance, pool)
            shape(w)
            name = f"glued-{pool.language}-{number:02}-{turn:03}-{shape.__name__}"
            found.append(w.text(name, "glued-" + shape.__name__.replace("_", "-")))
    return found
