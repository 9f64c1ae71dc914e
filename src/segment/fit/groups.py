"""Groups of features, for showing what each is worth."""
import re

GROUPS = {
    "lengths of lines": r"(words|chars|sentences|word_length)([+-]\d)?$|len|longer",
    "marks and case": r"(terminal|colon|ellipsis|question|\w+_start|title_share|caps_share|mark_share|comma_share|"
                      r"lower_share|digit_share|bars|glued|doubled|wide|dateline)([+-]\d)?$",
    "stop words": r"stop_share",
    "bullets and indent": r"(bullet|indent)",
    "blank lines": r"blank",
    "dates": r"(date|date_share|clock|date_before|date_after)([+-]\d)?$",
    "names and credits": r"(byline|person|agency|credit|bio|desk|name_before|name_after|credit_before|credit_after|bio_before)([+-]\d)?$",
    "cue phrases": r"(promo|legal|sharing|more|advert|comment|reading|media|menu|publish|link)([+-]\d)?$|more_",
    "neighbours": r".*[+-][12]$",
    "position": r"position|lines_before|lines_after|document_",
    "long lines around": r"long|short_run|words_(before|after)_",
    "vocabulary": r"words_(seen|coming)|break|cohesion",
    "rhythm": r"shape_|pair_|triple_|coarse_|step",
    "numbers": r"number",
    "habits": r"unmarked|titled_|blank_share|seen_|repeats",
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
