//! What an HTTP step reads in a response: conditions, captures, its result.

mod capture;
mod condition;
mod part;
mod result;
mod show;

pub(super) use capture::{Captured, ToHide, captured, check as check_capture, to_hide};
pub(super) use condition::{check as check_condition, described, holds, sound};
pub(super) use result::{End, result};
pub(super) use show::shown;
