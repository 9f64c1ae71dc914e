"""What glued documents hold besides articles: menus, lists of links, promotion, comments; real or invented."""


def furniture(w, most=60):
    """Writes a real run of lines of no article, or an invented menu."""
    runs = w.pool.furniture
    if runs and w.chance.random() < 0.7:
        run = w.chance.choice(runs)
        size = len(run.lines)
        start = w.chance.randrange(max(1, size - most + 1)) if size > most else 0
        lines = run.lines[start:start + most]
        while lines and lines[0][1] is None:
            lines = lines[1:]
        w.run(type(run)(run.publisher, lines))
    else:
        menu(w)
    w.blank()


def menu(w):
    """Writes an invented menu of sections."""
    items = w.words["menus"].split("|") + w.words["sections"].split("|")
    w.chance.shuffle(items)
    mark = w.chance.choice(["  • ", "  • ", "", "    • "])
    for item in items[: w.chance.randrange(4, 18)]:
        w.outside(mark + item)


def links(w, count=None, rhythm=False):
    """Writes a list of bare headlines, perhaps each with its section, date or author: no articles."""
    stories = [story for story in w.pool.stories if story.title]
    if not stories:
        return
    w.outside(w.fill(w.chance.choice(w.words["lists"])))
    w.blank(w.chance.choice([0, 1]))
    mark = w.chance.choice(["  • ", "  {n}. ", "", "{n}. ", "- "])
    extra = w.chance.choice(["", "", "{s}", "{ago}", w.style.date_form, "{p}"])
    between = w.chance.choice([0, 0, 1])
    above = w.chance.random() < 0.5
    for number in range(1, (count or w.chance.randrange(3, 9)) + 1):
        story = w.credit_to(w.chance.choice(stories))
        if extra and above:
            w.outside(w.fill(extra))
        w.outside(mark.replace("{n}", str(number)) + story.title)
        if extra and not above:
            w.outside(w.fill(extra))
        w.blank(between)
    w.blank()


def promotion(w):
    """Writes sentences that want something from the reader."""
    lines = list(w.words["promo"] + w.words["prompt"])
    w.chance.shuffle(lines)
    for line in lines[: w.chance.randrange(1, 4)]:
        w.outside(line)
        w.blank(w.chance.choice([0, 1]))
    w.blank()


def comments(w):
    """Writes readers' comments."""
    w.outside(w.fill(w.words["talk"][0]))
    w.blank()
    for line in w.words["comments"][: w.chance.randrange(1, 5)]:
        w.outside(w.fill("{p}"))
        w.outside(w.fill(w.chance.choice(w.words["ago"] + w.words["dates"])))
        w.outside(line)
        w.outside(w.words["talk"][2])
        w.blank()


def footer(w):
    """Writes what stands below all pages."""
    if w.chance.random() < 0.5:
        return furniture(w)
    mark = w.chance.choice(["  • ", ""])
    for line in w.words["footer"]:
        w.outside(mark + line)
    w.blank()


def some(w, chance):
    """Perhaps writes a list of links, promotion or an advert between articles."""
    if w.chance.random() < chance:
        w.chance.choice([links, promotion, lambda w: w.outside(w.fill(w.chance.choice(w.words["prompt"])))])(w)
        w.blank()
