//! Tests over whole files and through the real binary, in one program.

#[cfg(test)]
mod golden;
