"""Groups of features, for showing what each is worth."""
import re

GROUPS = {
    "lengths of lines": r"(words|chars|sentences|word_length)([+-]\d)?$|len|longer",
    "marks and case": r"(terminal|colon|ellipsis|question|\w+_start|title_share|caps_share|mark_share|comma_share|"
                      r"lower_share|digit_share|stop_share|bars|glued|doubled|wide|dateline)([+-]\d)?$",
    "dates, names, cues": r"(date|date_share|clock|byline|person|agency|credit|bio|desk|promo|legal|sharing|more|advert|"
                          r"comment|reading|media|menu|publish|link)(_before|_after)?([+-]\d)?$|name_|more_|date_|credit_|bio_",
    "bullets and blanks": r"(bullet|indent)|blank",
    "neighbours": r".*[+-][12]$",
    "place in the text": r"position|lines_before|lines_after|document_|long|short_run|words_(before|after)_",
    "vocabulary": r"words_(seen|coming)|break|cohesion",
    "lists": r"shape_|pair_|triple_|coarse_|step|number|unmarked|titled_|seen_|repeats",
}


def groups(names):
    """Returns the members of each group; the last ones are all that only the second pass sees, and all of articles."""
    articles = {name for name in names if name.startswith("article_")}
    first = [name for name in names if name not in articles and not context(name)]
    found = {group: {name for name in first if re.match(form, name)} for group, form in GROUPS.items()}
    found["second pass"] = {name for name in names if name not in articles and context(name)}
    found["words of articles"] = {name for name in articles if re.match(r"article_(cosine|share)", name)}
    return found


def context(name):
    """Tells whether only the second pass sees a feature."""
    return bool(re.match(r"(X|BH|BM|BP|IH|IM|IP)[+-]|.*_(begin|outside|head|matter|prose)$|document_articles|document_rank|"
                         r"period|since_|until_|outside_|words_since|words_until|passage_", name))
