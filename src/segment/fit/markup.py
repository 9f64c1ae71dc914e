"""A page's HTML, for the headline that its truth leaves out."""
import gzip
import re

import lxml.html
from data_text import letters


def read(path):
    """Parses a page; `None` where there is nothing to parse."""
    raw = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    raw = re.sub(r"^\s*<\?xml[^>]*>", "", raw).replace("\0", "")
    return lxml.html.document_fromstring(raw) if raw.strip() else None


def headline(root, shown):
    """Returns the page's headline: the `h1` or metadata title that is among the lines shown."""
    metas = [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:title"]
    heads = [" ".join(head.text_content().split()) for head in root.iter("h1")]
    titles = [part for title in root.iter("title") for part in re.split(r" [|–—-] ", title.text or "")[:1]]
    for title in [*heads, *metas, *titles]:
        if title and len(letters(title)) >= 12 and letters(title) in shown:
            return " ".join(title.split())
    return ""
