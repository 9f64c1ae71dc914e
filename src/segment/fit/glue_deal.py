"""Stories dealt one below the other as composed digests have them: what stands above is above in all of them."""
from glue_story import lead

# What one site sets above its items.
ABOVE = ["ago", "ago", "ago and section", "section over date", "section and date", "date", "section"]


def dealt(w):
    """A main story, often without its headline, then teasers and stories, each perhaps followed by one line of noise."""
    above = w.chance.choice(ABOVE)
    share = w.chance.choice([0.5, 0.8, 1.0])
    joined = w.chance.choice([0, 1, 1])
    blocks = w.chance.randrange(4, 14)
    for number in range(w.chance.randrange(2, 9)):
        story = w.story()
        w.open()
        if w.chance.random() < (share if number else 0.4):
            overline(w, above if w.chance.random() < 0.8 else "date")
        headline = story.title and w.chance.random() < (0.88 if number else 0.55)
        if headline:
            w.inside(story.title, "H")
            w.blank()
        short = number and w.chance.random() < 0.55
        if short:
            lines = lead(w, story, w.chance.choice(["paragraph", "paragraphs", "paragraphs"]))
        else:
            lines = [part for _, text in story.blocks[:blocks] for part in text.split("\n") if part.strip()]
        matter = [form for form, odds in ((w.words["by"], 0.45), (w.words["credit"] + w.words["caption"], 0.4)) if
                  w.chance.random() < odds]
        if not headline and not matter and not number:
            matter = [w.words["by"]]
        w.chance.shuffle(matter)
        deck = len(lines) > 1 and headline and w.chance.random() < 0.15
        if deck:
            paragraph(w, lines.pop(0))
        for forms in matter:
            w.inside(w.fill(w.chance.choice(forms)), "M")
            w.blank(joined)
        w.blank(1 - joined if matter else 0)
        for line in lines:
            paragraph(w, line)
        if w.chance.random() < 0.07:
            w.inside(w.fill(w.chance.choice(w.words["bio"])), "M")
            w.blank()
        if w.chance.random() < 0.3:
            forms = w.words["deeper"] + w.words["prompt"] + w.words["lists"] + w.words["more"] + w.words["talk"][:1]
            w.outside(w.fill(w.chance.choice(forms)).split(": ")[0])
            w.blank()
    if w.chance.random() < 0.3:
        w.outside(w.fill(w.chance.choice(w.words["lists"])))
        mark = w.chance.choice(["{n}. ", "", "• "])
        titled = [story for story in w.pool.stories if story.title]
        for number in range(1, w.chance.randrange(4, 6)):
            if titled:
                w.outside(mark.replace("{n}", str(number)) + w.credit_to(w.chance.choice(titled)).title)
    if w.chance.random() < 0.3:
        w.outside(w.chance.choice(w.words["footer"]))


def paragraph(w, line):
    """Writes a paragraph of the story."""
    w.inside(line, "P")
    w.blank()


def overline(w, above):
    """Writes what stands above a headline: age, section or date."""
    dates, section = w.chance.choice(w.words["dates"][:4]), "{s}"
    if above == "ago":
        w.inside(w.fill(w.style.words["ago"][0]), "M")
    elif above == "ago and section":
        w.inside(w.fill(w.words["updated"][1]), "M")
    elif above == "section over date":
        w.inside(w.fill(section), "M")
        w.inside(w.fill(dates), "M")
    elif above == "section and date":
        w.inside(w.fill(section + w.chance.choice([" / ", " | ", " - "]) + dates), "M")
    else:
        w.inside(w.fill(section if above == "section" else dates), "M")
    w.blank()
