//! The JSON form of locks: names for shared ones, and objects.

use crate::error::RenderError;
use crate::lock::Lock;
use crate::value::Value;

/// `["name", {"name": name, "counting": most}, {"name": name, "exclusive": true}, …]`
pub(super) fn read(value: Value) -> Result<Vec<Lock>, RenderError> {
    let Value::List(items) = value else {
        return Err(wrong());
    };
    items.iter().map(lock).collect()
}

fn lock(value: &Value) -> Result<Lock, RenderError> {
    let members = match value {
        Value::String(name) => return Ok(Lock::shared(name)),
        Value::Map(members) => members,
        _ => return Err(wrong()),
    };
    let Some(Value::String(name)) = members.get("name") else {
        return Err(wrong());
    };
    match (members.get("counting"), members.get("exclusive")) {
        (None, None) => Ok(Lock::shared(name)),
        (None, Some(Value::Bool(true))) => Ok(Lock::exclusive(name)),
        (Some(Value::Integer(most)), None) => {
            let most = usize::try_from(*most).map_err(|_| wrong())?;
            Ok(Lock::counting(name, most))
        }
        _ => Err(wrong()),
    }
}

fn wrong() -> RenderError {
    let shape = r#"a lock is a name, `{"name": name, "counting": most}` or `{"name": name, "exclusive": true}`"#;
    RenderError::new(shape)
}
