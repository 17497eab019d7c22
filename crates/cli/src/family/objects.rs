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
