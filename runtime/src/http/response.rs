//! What an HTTP step reads in a response: conditions, captures, its result.

mod capture;
mod condition;
mod part;
mod result;
mod show;

pub(super) use capture::{
    CapturedValue, SecretTexts, capture_all, check as check_capture, find_secret_texts,
};
pub(super) use condition::{check as check_condition, check_syntax, describe, evaluate};
pub(super) use result::{RequestEnd, result_of};
pub(super) use show::shorten;
