//! How hits are printed, and what of them.

use std::str::FromStr;

/// How hits are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a head line
    Csv,
    /// Tab-separated values with a head line
    Tsv,
    /// A Markdown list
    Markdown,
    /// Lines of a TREC run
    Trec,
    /// Ids alone
    Ids,
}

/// A field of a hit; its name is that of the JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Its place among the matches.
    Rank,
    /// Its score.
    Score,
    /// The article's id.
    Id,
    /// The source.
    Source,
    /// The headline.
    Headline,
    /// The authors.
    Author,
    /// The date.
    DatePublished,
    /// When it was changed.
    DateModified,
    /// The section.
    ArticleSection,
    /// The language.
    InLanguage,
    /// The address.
    Url,
    /// The page whose article it is a teaser of.
    TeaserOf,
    /// The part that shows best why it matches.
    Snippet,
    /// The text.
    ArticleBody,
}

impl Column {
    /// Every column, in the order of the JSON object.
    pub const ALL: [Self; 14] = [
        Self::Rank,
        Self::Score,
        Self::Snippet,
        Self::Id,
        Self::Source,
        Self::Headline,
        Self::Author,
        Self::DatePublished,
        Self::DateModified,
        Self::ArticleSection,
        Self::InLanguage,
        Self::Url,
        Self::TeaserOf,
        Self::ArticleBody,
    ];

    /// What tables hold unless one says otherwise.
    pub const TABLE: [Self; 9] = [
        Self::Rank,
        Self::Id,
        Self::Source,
        Self::Headline,
        Self::Author,
        Self::DatePublished,
        Self::ArticleSection,
        Self::Url,
        Self::Snippet,
    ];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Score => "score",
            Self::Id => "id",
            Self::Source => "source",
            Self::Headline => "headline",
            Self::Author => "author",
            Self::DatePublished => "datePublished",
            Self::DateModified => "dateModified",
            Self::ArticleSection => "articleSection",
            Self::InLanguage => "inLanguage",
            Self::Url => "url",
            Self::TeaserOf => "teaserOf",
            Self::Snippet => "snippet",
            Self::ArticleBody => "articleBody",
        }
    }
}

impl FromStr for Column {
    type Err = String;

    /// Reads a name, or the one that a query has for it.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let short = match text.to_ascii_lowercase().as_str() {
            "date" => Some(Self::DatePublished),
            "modified" => Some(Self::DateModified),
            "section" => Some(Self::ArticleSection),
            "lang" | "language" => Some(Self::InLanguage),
            "body" => Some(Self::ArticleBody),
            _ => None,
        };
        let named = |column: &Self| column.name().eq_ignore_ascii_case(text);
        short
            .or_else(|| Self::ALL.into_iter().find(named))
            .ok_or_else(|| format!("a hit has {}", Self::ALL.map(Self::name).join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_by_both_names() {
        assert_eq!("datepublished".parse(), Ok(Column::DatePublished));
        assert_eq!("date".parse(), Ok(Column::DatePublished));
        assert_eq!(" language".parse(), Ok(Column::InLanguage));
        for column in Column::ALL {
            assert_eq!(column.name().parse(), Ok(column));
        }
        assert!("colour".parse::<Column>().unwrap_err().contains("headline, author"));
    }
}
