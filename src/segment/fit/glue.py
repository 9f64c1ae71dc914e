"""Writes glued documents: lines with tags, in one rhythm a document."""
from data_text import Text
from glue_words import WEEKDAYS, WORDS


class Style:
    """The habits of one site: what its teasers hold and how its lines are set."""

    def __init__(self, chance, language):
        self.words, self.language = WORDS[language], language
        pick = chance.choice
        self.kicker = pick(["", "", "section", "topic", "caps"])
        self.date = pick(["above", "below", "end", "none", "none"])
        self.date_form = pick(self.words["dates"] + self.words["ago"] * 2 + self.words["updated"])
        self.time = chance.random() < 0.15
        self.by_form = pick(self.words["by"])
        self.byline = pick(["none", "none", "below", "end", "glued"])
        self.credit = pick(["", "", "", "above", "below"])
        self.more = pick(["", "", "", pick(self.words["more"])])
        self.gap = pick([0, 1, 1])
        self.between = max(self.gap, pick([0, 1, 1, 2]))
        self.mark = pick(["", "", "", "  • ", "  {n}. ", "{n}. ", "- "])
        self.length = pick(["sentence", "sentence", "clause", "sentences", "paragraph", "paragraphs", "cut"])
        self.plain = chance.random() < (0.6 if self.length == "clause" else 0.15)
        self.clause = chance.randrange(8, 18)
        self.ads = chance.random() < 0.25
        self.comments = chance.random() < 0.15


class Writer:
    """A document being written."""

    def __init__(self, chance, pool, style=None):
        self.chance, self.pool = chance, pool
        self.style = style or Style(chance, pool.language)
        self.words = self.style.words
        self.lines, self.tags, self.publishers, self.main = [], [], set(), None
        self.begin = "B"
        self.deck = []

    def story(self):
        """Deals a story, each once before any comes again."""
        if not self.deck:
            self.deck = list(self.pool.stories)
            self.chance.shuffle(self.deck)
        return self.credit_to(self.deck.pop())

    def credit_to(self, source):
        """Notes whose text is used."""
        self.publishers.add(source.publisher)
        self.main = self.main or source.publisher
        return source

    def blank(self, count=1):
        """Writes blank lines."""
        self.lines += [""] * count
        self.tags += [None] * count

    def outside(self, line):
        """Writes a line of no article."""
        self.begin = "B"
        self.put(line, "X")

    def open(self):
        """Lets the next line begin an article."""
        self.begin = "B"

    def inside(self, line, role):
        """Writes a line of an article."""
        self.put(line, self.begin + role)
        self.begin = "I"

    def put(self, line, tag):
        line = " ".join(line.split("\n")).rstrip()
        if line.strip():
            self.lines.append(line)
            self.tags.append(tag)

    def run(self, run):
        """Writes real lines as they stand, without the blank ones around them."""
        self.credit_to(run)
        lines = list(run.lines)
        while lines and lines[-1][1] is None:
            lines.pop()
        for line, tag in lines:
            self.lines.append(line if tag else "")
            self.tags.append(tag)
        self.begin = "B"

    def fill(self, form):
        """Fills a form of words in."""
        chance, words = self.chance, self.words
        for _ in range(12):
            start = form.find("{")
            if start < 0:
                break
            end = form.index("}", start)
            form = form[:start] + self.value(form[start + 1:end], chance, words) + form[end + 1:]
        return form

    def value(self, name, chance, words):
        months = words["months"].split()
        if name == "p":
            return chance.choice(words["people"].split("|"))
        if name == "a":
            return chance.choice(words["agencies"].split("|"))
        if name == "s":
            return chance.choice(words["sections"].split("|"))
        if name == "t":
            titled = [story for story in self.pool.stories if story.title]
            return self.credit_to(chance.choice(titled)).title if titled else "…"
        if name == "ago":
            return chance.choice(words["ago"])
        hour, minute = chance.randrange(24), chance.randrange(60)
        values = {
            "n": str(chance.randrange(2, 24)), "y": str(chance.randrange(2016, 2027)), "d": str(chance.randrange(1, 29)),
            "d2": f"{chance.randrange(1, 29):02}", "m2": f"{chance.randrange(1, 13):02}", "month": chance.choice(months),
            "mon": chance.choice(months)[:3], "wd": chance.choice(WEEKDAYS[self.style.language].split()),
            "h": f"{hour:02}:{minute:02}", "h12": f"{hour % 12 + 1}:{minute:02} {'ap'[hour > 11]}.m."}
        return values[name]

    def text(self, name, kind):
        """Returns the finished document."""
        text = Text.of(name, kind, self.main, "\n".join(self.lines), self.pool.language)
        text.publishers = set(self.publishers)
        for number, tag in enumerate(self.tags, 1):
            if tag is not None and number in text.tags:
                text.set(number, tag, 1.0)
        return text

