#![cfg(test)]
//! Steps that are written as JSON: what is read, all that is wrong with the others, and where.

mod reading {
    mod factories;
    mod hostile;
    mod mutations;
    mod places;
    mod right;
    mod wrong;
}
