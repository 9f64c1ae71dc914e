//! Tokens, and what decides how they are read.

use crate::query::ast::{Field, FieldKind, Kind};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::query) enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Plus,
    Minus,
    Near(u32),
    Field(Name),
    Term(Kind),
    /// A field's value that holds nothing to search.
    Nothing,
    End,
}

/// What stands before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Name {
    Field(Field),
    Before,
    After,
}

/// How a term is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Context {
    Text,
    Keyword,
    Date,
    Before,
    After,
}

impl Name {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "before" => Some(Self::Before),
            "after" => Some(Self::After),
            name => Field::parse(name).map(Self::Field),
        }
    }
}

impl Context {
    /// Tells whether dates are read.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Date | Self::Before | Self::After)
    }
}

impl From<Name> for Context {
    fn from(name: Name) -> Self {
        match name {
            Name::Before => Self::Before,
            Name::After => Self::After,
            Name::Field(field) => match field.kind() {
                FieldKind::Text => Self::Text,
                FieldKind::Keyword => Self::Keyword,
                FieldKind::Date => Self::Date,
            },
        }
    }
}
