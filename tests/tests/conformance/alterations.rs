//! One alteration of a recorded case for each member that is compared.

#[path = "alterations/render.rs"]
mod render;
#[path = "alterations/wire.rs"]
mod wire;

use serde_json::{Value, json};

pub(crate) use render::RENDER;
pub(crate) use wire::WIRE;

/// Alters a case; none where the case has no such member.
type Alter = fn(&mut Value) -> Option<()>;

/// What is altered, what the mismatch must then be about, and how to alter it.
pub(crate) type Alteration = (&'static str, &'static str, Alter);

fn replace(
    case: &mut Value,
    pointer: &str,
    change: impl Fn(&Value) -> Option<Value>,
) -> Option<()> {
    let member = case.pointer_mut(pointer)?;
    *member = change(member)?;
    Some(())
}

fn lengthened(text: &Value) -> Option<Value> {
    Some(json!(format!("{}!", text.as_str()?)))
}
