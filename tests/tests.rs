//! Tests over whole files and through the real binary, in one program.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod support;
