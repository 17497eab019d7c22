//! What programs are told of an office: one object a line.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Founded<'a> {
    pub(super) feed: String,
    pub(super) phrase: &'a str,
}

#[derive(Serialize)]
pub(super) struct Recovered {
    pub(super) feed: String,
}

#[derive(Serialize)]
pub(super) struct Invited<'a> {
    pub(super) family: &'a str,
    pub(super) link: &'a str,
}

#[derive(Serialize)]
pub(super) struct Posted<'a> {
    pub(super) sequence: u64,
    pub(super) code: &'a str,
}

#[derive(Serialize)]
pub(super) struct Told<'a> {
    pub(super) sequence: Option<u64>,
    pub(super) family: &'a str,
}

#[derive(Serialize)]
pub(super) struct Placed {
    pub(super) sequence: u64,
}

#[derive(Serialize)]
pub(super) struct Removed<'a> {
    pub(super) family: &'a str,
    pub(super) epoch: u32,
}

#[derive(Serialize)]
pub(super) struct Withdrawn<'a> {
    pub(super) family: &'a str,
    pub(super) invites: usize,
}

#[derive(Serialize)]
pub(super) struct Empowered<'a> {
    pub(super) link: &'a str,
}

#[derive(Serialize)]
pub(super) struct Dismissed<'a> {
    pub(super) name: &'a str,
}

#[derive(Serialize)]
pub(super) struct BackedUp {
    pub(super) file: String,
}

#[derive(Serialize)]
pub(super) struct Discarded {
    pub(super) discarded: usize,
}

#[derive(Serialize)]
pub(super) struct Set<'a> {
    pub(super) setting: &'a str,
    pub(super) value: &'a str,
}

/// A line of `liaison families`.
#[derive(Serialize)]
pub(super) struct Family<'a> {
    pub(super) family: &'a str,
    pub(super) devices: usize,
    pub(super) claimed: usize,
    pub(super) confirmed: usize,
    pub(super) words: Vec<String>,
    pub(super) fetched: Option<u64>,
    pub(super) opened: Vec<u64>,
    pub(super) questions: usize,
    pub(super) prefers: Option<&'a str>,
    pub(super) unrenewed: usize,
}

/// A line of `liaison inbox`.
#[derive(Serialize)]
#[serde(tag = "kind", rename = "question")]
pub(super) struct Question<'a> {
    pub(super) id: String,
    pub(super) family: &'a str,
    pub(super) code: &'a str,
}

/// A line of `liaison invites`.
#[derive(Serialize)]
pub(super) struct OpenInvite<'a> {
    pub(super) family: &'a str,
    pub(super) device: u32,
    pub(super) link: &'a str,
    pub(super) made: String,
    pub(super) expires: String,
}

/// A line of `liaison log`. Every line has its moment and, where the act stands in the feed, its place.
#[derive(Serialize, Default)]
pub(super) struct Logged<'a> {
    pub(super) kind: &'static str,
    pub(super) at: String,
    pub(super) sequence: Option<u64>,
    #[serde(flatten)]
    pub(super) status: Option<LoggedStatus<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) family: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) device: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) epoch: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
}

/// What a line of the log says of a status besides.
#[derive(Serialize)]
pub(super) struct LoggedStatus<'a> {
    pub(super) code: &'a str,
    pub(super) as_of: String,
    pub(super) corrects: Option<u64>,
    pub(super) corrected_by: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(object: &impl Serialize) -> String {
        serde_json::to_string(object).unwrap()
    }

    #[test]
    fn lines_are_what_scripts_read() {
        let question = Question { id: "00000000000000ff".into(), family: "Kovalenko", code: "any-news" };
        assert_eq!(
            line(&question),
            r#"{"kind":"question","id":"00000000000000ff","family":"Kovalenko","code":"any-news"}"#
        );
        let family = Family {
            family: "Kovalenko",
            devices: 1,
            claimed: 1,
            confirmed: 1,
            words: vec!["acorn zebra acorn zebra".into()],
            fetched: Some(9),
            opened: vec![6],
            questions: 0,
            prefers: None,
            unrenewed: 0,
        };
        let expected = concat!(
            r#"{"family":"Kovalenko","devices":1,"claimed":1,"confirmed":1,"words":["acorn zebra acorn zebra"],"#,
            r#""fetched":9,"opened":[6],"questions":0,"prefers":null,"unrenewed":0}"#
        );
        assert_eq!(line(&family), expected);
        let status = LoggedStatus { code: "calm", as_of: "2026-05-03".into(), corrects: None, corrected_by: Some(13) };
        let at = "2026-05-03T06:00:00Z".to_owned();
        let logged =
            Logged { kind: "status", at: at.clone(), sequence: Some(9), status: Some(status), ..Logged::default() };
        let expected = concat!(
            r#"{"kind":"status","at":"2026-05-03T06:00:00Z","sequence":9,"code":"calm","as_of":"2026-05-03","#,
            r#""corrects":null,"corrected_by":13}"#
        );
        assert_eq!(line(&logged), expected);
        let removed = Logged { kind: "removed", at, family: Some("Smith"), device: Some(2), ..Logged::default() };
        assert_eq!(
            line(&removed),
            r#"{"kind":"removed","at":"2026-05-03T06:00:00Z","sequence":null,"family":"Smith","device":2}"#
        );
    }
}
