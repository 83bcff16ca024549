/// What stands for the values that nobody knows yet, in the texts of a step.
pub(super) struct Placeholders(Vec<String>);

impl Placeholders {
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n String>) -> Self {
        Self(names.map(|name| placeholder(name)).collect())
    }

    /// Whether a value is nothing but such, perhaps behind a scheme: then it may be shown, whatever its place.
    pub(super) fn compose(&self, value: &str) -> bool {
        let is_word = |text: &str| text.chars().all(char::is_alphabetic);
        let value = match value.split_once(' ') {
            Some((scheme, value)) if is_word(scheme) => value,
            _ => value,
        };
        let stand_ins = self.0.iter();
        let rest = stand_ins.fold(value.to_owned(), |rest, known| rest.replace(known, ""));
        rest.len() < value.len() && !rest.contains(char::is_alphanumeric)
    }
}

/// What stands for a value, in characters that may stand where the value may.
pub(super) fn placeholder(name: &str) -> String {
    let fits = |c: char| c.is_ascii_graphic() && !"\",;\\".contains(c);
    let fitting = |c: char| if fits(c) { c } else { '-' };
    format!("<{}>", name.chars().map(fitting).collect::<String>())
}
