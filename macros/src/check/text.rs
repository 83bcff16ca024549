use syn::Lit;

/// What a literal is called in a message.
pub(super) fn kind(lit: &Lit) -> &'static str {
    match lit {
        Lit::Str(_) => "a text",
        Lit::ByteStr(_) => "bytes",
        Lit::CStr(_) => "a C string",
        Lit::Byte(_) => "a byte",
        Lit::Char(_) => "a character",
        Lit::Int(_) => "an integer",
        Lit::Float(_) => "a float",
        Lit::Bool(_) => "a boolean",
        _ => "this literal",
    }
}
