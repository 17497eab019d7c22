//! Names in commands that are suggested: a person copies them as they stand.

/// A name as a shell takes it whole.
pub(crate) fn quoted(name: &str) -> String {
    let is_bare = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    match !name.is_empty() && !name.starts_with('-') && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => format!("'{}'", name.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_quoted_where_a_shell_would_cut_it() {
        assert_eq!(
            ["Kovalenko", "Коваленко", "O'Neil", "Van Dyk", ""].map(quoted),
            ["Kovalenko", "Коваленко", "'O'\\''Neil'", "'Van Dyk'", "''"]
        );
    }
}
