//! Texts with which others try to run a program of theirs in somebody's browser.

/// What a payload sets if it runs: a test looks for it.
pub const MARK: &str = "owned";

/// How a payload breaks out of where it stands.
const BREAKS: [&str; 20] = [
    "",
    "\"",
    "'",
    ">",
    "\">",
    "'>",
    "-->",
    "]]>",
    "</title>",
    "</style>",
    "</textarea>",
    "</script>",
    "</svg>",
    "</p>",
    "`",
    "*/",
    "\\",
    "&quot;>",
    "%22%3E",
    "\u{202e}",
];

/// What runs once it is out: 25 ways, each of which sets [`MARK`].
const WAYS: [&str; 25] = [
    "<script>owned=1</script>",
    "<ScRiPt>owned=1</sCrIpT>",
    "<script src=data:,owned=1></script>",
    "<img src=x onerror=owned=1>",
    "<img/src=x/onerror=owned=1//",
    "<svg onload=owned=1>",
    "<svg><script>owned=1</script>",
    "<svg><animate onbegin=owned=1 attributeName=x>",
    "<body onload=owned=1>",
    "<input autofocus onfocus=owned=1>",
    "<details open ontoggle=owned=1>",
    "<video src=x onerror=owned=1>",
    "<iframe srcdoc='<script>top.owned=1</script>'>",
    "<iframe src=javascript:top.owned=1>",
    "<a href=javascript:owned=1>x</a>",
    "<form action=javascript:owned=1><button>x",
    "<math><mi xlink:href=javascript:owned=1>x",
    "<object data=javascript:owned=1>",
    "<meta http-equiv=refresh content=0;javascript:owned=1>",
    "<style onload=owned=1></style>",
    "javascript:owned=1",
    "onmouseover=owned=1 x=",
    "{{constructor.constructor('owned=1')()}}",
    "${owned=1}",
    "&lt;img src=x onerror=owned=1&gt;",
];

/// Every way out of every place: 500 payloads.
pub fn payloads() -> Vec<String> {
    WAYS.iter().flat_map(|way| BREAKS.iter().map(move |break_out| format!("{break_out}{way}"))).collect()
}

/// As many payloads in a text as its bound allows, so that few texts carry all of them.
pub fn texts_of(bytes_max: usize) -> Vec<String> {
    let mut texts = vec![String::new()];
    for payload in payloads() {
        let last = texts.last_mut().expect("there is always one");
        if !last.is_empty() && last.len() + payload.len() + 1 > bytes_max {
            texts.push(payload);
        } else {
            last.push_str(&payload);
            last.push(' ');
        }
    }
    texts.into_iter().map(|text| text.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_five_hundred_and_no_two_are_alike() {
        assert_eq!(payloads().into_iter().collect::<BTreeSet<_>>().len(), 500);
        assert!(payloads().iter().all(|payload| payload.contains(MARK)));
    }

    #[test]
    fn few_texts_carry_all_of_them_within_their_bound() {
        let texts = texts_of(4_000);
        assert!(texts.len() < 12 && texts.iter().all(|text| text.len() <= 4_000));
        let carried = texts.join(" ");
        assert!(payloads().iter().all(|payload| carried.contains(payload.as_str())));
    }
}
