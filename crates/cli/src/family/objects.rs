//! What programs are told: one object a line.

use porchlight_client::Standing;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Joined {
    pub(super) group: String,
    pub(super) feed: String,
    pub(super) confirmed: bool,
    pub(super) words: String,
}

/// A line of `read` and `follow`.
#[derive(Serialize, Clone, PartialEq, Eq)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Line {
    Status { code: String, text: String, as_of: String, sequence: u64, next_by: String },
    Notice { code: String, label: String, text: Option<String>, sequence: u64 },
    Finding(Found),
    Standing { standing: &'static str, sequence: u64, missing: u64, notices: u64, confirmed: bool },
}

/// A line of `history`.
#[derive(Serialize)]
#[serde(tag = "kind", rename = "status")]
pub(super) struct Past {
    pub(super) code: String,
    pub(super) text: String,
    pub(super) as_of: String,
    pub(super) sequence: u64,
    pub(super) next_by: String,
    pub(super) corrects: Option<u64>,
    pub(super) corrected_by: Option<u64>,
}

/// The line of `standing`.
#[derive(Serialize)]
#[serde(tag = "kind", rename = "standing")]
pub(super) struct Known {
    pub(super) standing: &'static str,
    pub(super) since: Option<String>,
    pub(super) text: String,
    pub(super) sequence: u64,
    pub(super) missing: u64,
    pub(super) notices: u64,
    pub(super) confirmed: bool,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename = "question")]
pub(super) struct Asked<'a> {
    pub(super) id: String,
    pub(super) code: &'a str,
    pub(super) sent: bool,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename = "ack")]
pub(super) struct Acknowledged {
    pub(super) sequence: u64,
    pub(super) sent: bool,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename = "preference")]
pub(super) struct Preferred<'a> {
    pub(super) prefers: Option<&'a str>,
    pub(super) sent: bool,
}

#[derive(Serialize)]
pub(super) struct Added<'a> {
    pub(super) link: &'a str,
}

#[derive(Serialize)]
pub(super) struct Left {
    pub(super) group: String,
    pub(super) told: bool,
}

#[derive(Serialize)]
pub(super) struct Forgotten {
    pub(super) sequence: u64,
}

#[derive(Serialize)]
pub(super) struct Phrase {
    pub(super) sequence: u64,
    pub(super) phrase: String,
}

#[derive(Serialize)]
pub(super) struct Evidence {
    pub(super) file: String,
}

/// A finding by its own name.
#[derive(Serialize, Clone, PartialEq, Eq)]
#[serde(tag = "finding", rename_all = "kebab-case")]
pub(super) enum Found {
    Altered { sequence: u64 },
    Spliced { sequence: u64 },
    Repeated { sequence: u64 },
    Forked { sequence: u64 },
    Swapped { sequence: u64 },
    Missing { from: u64, through: u64 },
    RolledBack { head: u64 },
    Pruned { from: u64, through: u64 },
    PrunedEarly { from: u64, through: u64 },
    Unopenable { sequence: u64 },
    NoticesLost { count: u64 },
    GrantForged,
    GrantMissing { epoch: u32 },
}

pub(super) const fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Fresh => "fresh",
        Standing::PlannedSilence => "planned-silence",
        Standing::Unconfirmed => "unconfirmed",
        Standing::Due => "due",
        Standing::Overdue => "overdue",
        Standing::Unreachable => "unreachable",
        Standing::Offline => "offline",
        Standing::Missing => "missing",
        Standing::Removed => "removed",
        Standing::Conflict => "conflict",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_commands_without_a_network_are_what_scripts_read() {
        let past = Past {
            code: "calm".into(),
            text: "T".into(),
            as_of: "2026-05-03".into(),
            sequence: 9,
            next_by: "2026-05-04T06:00:00Z".into(),
            corrects: None,
            corrected_by: Some(13),
        };
        let expected = concat!(
            r#"{"kind":"status","code":"calm","text":"T","as_of":"2026-05-03","sequence":9,"#,
            r#""next_by":"2026-05-04T06:00:00Z","corrects":null,"corrected_by":13}"#
        );
        assert_eq!(serde_json::to_string(&past).unwrap(), expected);
        let known = Known {
            standing: "overdue",
            since: Some("2026-05-04T12:00:00Z".into()),
            text: "T".into(),
            sequence: 9,
            missing: 0,
            notices: 0,
            confirmed: true,
        };
        let expected = concat!(
            r#"{"kind":"standing","standing":"overdue","since":"2026-05-04T12:00:00Z","text":"T","sequence":9,"#,
            r#""missing":0,"notices":0,"confirmed":true}"#
        );
        assert_eq!(serde_json::to_string(&known).unwrap(), expected);
    }

    #[test]
    fn lines_are_what_scripts_read() {
        let line = |line: &Line| serde_json::to_string(line).unwrap();
        let status = Line::Status {
            code: "calm".into(),
            text: "The day passed relatively calmly.".into(),
            as_of: "2026-05-03".into(),
            sequence: 9,
            next_by: "2026-05-04T06:00:00Z".into(),
        };
        assert_eq!(
            line(&status),
            r#"{"kind":"status","code":"calm","text":"The day passed relatively calmly.","as_of":"2026-05-03","sequence":9,"next_by":"2026-05-04T06:00:00Z"}"#
        );
        let notice = Line::Notice { code: "in-contact".into(), label: "L".into(), text: None, sequence: 6 };
        assert_eq!(line(&notice), r#"{"kind":"notice","code":"in-contact","label":"L","text":null,"sequence":6}"#);
        let finding = Line::Finding(Found::RolledBack { head: 3 });
        assert_eq!(line(&finding), r#"{"kind":"finding","finding":"rolled-back","head":3}"#);
        assert_eq!(line(&Line::Finding(Found::GrantForged)), r#"{"kind":"finding","finding":"grant-forged"}"#);
        let standing = Line::Standing { standing: "fresh", sequence: 41, missing: 0, notices: 0, confirmed: true };
        assert_eq!(
            line(&standing),
            r#"{"kind":"standing","standing":"fresh","sequence":41,"missing":0,"notices":0,"confirmed":true}"#
        );
    }
}
