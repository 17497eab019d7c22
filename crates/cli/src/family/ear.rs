//! Hears a device and passes on what it tells, each thing as it comes: what has been printed may be saved as read.

use std::io;

use data_encoding::HEXLOWER;
use porchlight_client::{Device, DeviceEvent, Ending, Finding, NoticeItem, Reach, Seconds, StatusItem};
use porchlight_language::words;
use porchlight_native::{Audience, Onward};
use porchlight_screen::told::{self, Reader, told_day};

use super::gathered::{Gathered, Update};
use super::objects::{Joined, Line, standing_name};
use super::{findings, page};
use crate::civil::{self, WallClock};
use crate::codes::{Codes, FREE_TEXT};
use crate::everywhere::Everywhere;
use crate::print::Printer;
use crate::trouble::Trouble;

/// When an ear has heard enough.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// The claim is answered.
    Joined,
    /// Everything there is has been read, and this session's report has left if one was due.
    CaughtUp,
    /// The same, and the report has left, though it has to wait for its moment.
    Said,
    /// Interrupted by hand.
    Interrupted,
}

pub(super) struct Ear {
    printer: Printer,
    reader: Reader<WallClock>,
    codes: Codes,
    until: Until,
    /// Whether each update is shown as it comes, however many there are.
    shows_each: bool,
    gathered: Gathered,
    ending: Option<Ending>,
    /// Whether something new stands above the page.
    has_printed: bool,
    /// Whether something has come since the standing was last told.
    has_news: bool,
    caught_up: CaughtUp,
    shown: Option<Line>,
    was_cut_off: bool,
    has_reported: bool,
    /// When this device's next report may leave, where that is too far ahead to be waited for.
    reports_at: Option<Seconds>,
}

/// Nobody stays at a prompt for longer than this until a report may leave: it leaves with a later reading.
const REPORT_WAIT_SECONDS_MAX: Seconds = 120;

/// How far a follower has come in this session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CaughtUp {
    NotYet,
    JustNow,
    Before,
}

impl Audience<Device> for Ear {
    fn hear(&mut self, event: DeviceEvent, device: &Device, now: Seconds) -> io::Result<Onward> {
        self.has_news |= self.is_news(&event);
        let texts = self.reader.texts();
        match event {
            DeviceEvent::Joined { words } => return self.joined(words, device),
            DeviceEvent::Confirmed => self.remark(&texts.confirmed())?,
            DeviceEvent::Removed => self.heed(&texts.farewell())?,
            DeviceEvent::Status(status) => self.status(&status, device)?,
            DeviceEvent::Notice(notice) => self.notice(&notice, device)?,
            DeviceEvent::ProfileChanged => {}
            DeviceEvent::NewLiaison { place: _, by_mandate: true } => self.heed(&texts.new_liaison(None))?,
            DeviceEvent::NewLiaison { place: _, by_mandate: false } => self.heed(&texts.new_machine(None))?,
            DeviceEvent::Healing { envelopes } => self.remark(&texts.device_healing(envelopes as u64))?,
            DeviceEvent::Reported | DeviceEvent::Left => return Ok(self.reported(true)),
            DeviceEvent::ReportPostponed => return Ok(self.reported(false)),
            DeviceEvent::Found(finding) => self.finding(&finding, device)?,
            DeviceEvent::CaughtUp => return Ok(self.caught_up(device, now)),
            DeviceEvent::Ended(ending) => return Ok(self.ended(ending)),
        }
        Ok(Onward::Continue)
    }

    /// Prints the standing after each catch-up, and whenever the clock or the relay has changed it.
    fn look(&mut self, device: &Device, reach: Reach, now: Seconds) -> io::Result<Option<Seconds>> {
        if self.until != Until::Interrupted {
            return Ok(None);
        }
        let standing = standing(device, self.reach(reach), now);
        let is_known = reach != Reach::Reached || self.caught_up != CaughtUp::NotYet || self.ending.is_some();
        let has_changed = self.shown.as_ref().map(name) != Some(name(&standing));
        if self.caught_up == CaughtUp::JustNow || (is_known && (has_changed || self.has_news)) {
            self.caught_up = CaughtUp::Before;
            self.conclude(device, reach, now)?;
        }
        Ok(next_change(device, now))
    }

    fn cut_off(&mut self) {
        self.was_cut_off = true;
    }
}

impl Ear {
    pub(super) fn new(everywhere: &Everywhere, device: &Device, until: Until) -> Self {
        Self {
            printer: everywhere.printer(),
            reader: everywhere.reader(),
            codes: Codes::of(device.profile()),
            until,
            shows_each: until == Until::Interrupted,
            gathered: Gathered::default(),
            ending: None,
            has_printed: false,
            has_news: false,
            caught_up: CaughtUp::NotYet,
            shown: None,
            was_cut_off: false,
            has_reported: false,
            reports_at: None,
        }
    }

    /// Shows everything that the device keeps, and from here on each update as it comes.
    pub(super) fn show_all(&mut self, device: &Device) -> io::Result<()> {
        self.shows_each = true;
        let mut notices = device.notices().peekable();
        for status in device.statuses() {
            while let Some(notice) = notices.next_if(|notice| notice.sequence < status.sequence) {
                self.notice(notice, device)?;
            }
            self.status(status, device)?;
        }
        notices.try_for_each(|notice| self.notice(notice, device))
    }

    /// Shows the updates that were gathered. The device keeps them too: had this not been reached, `--all` shows them.
    pub(super) fn show_gathered(&mut self) -> io::Result<()> {
        let texts = self.reader.texts();
        let (earlier, lines) = self.gathered.take(texts, "`porchlight family read --all`");
        earlier.into_iter().try_for_each(|earlier| self.put(&format!("{}\n", page::remark(&earlier))))?;
        lines.into_iter().try_for_each(|line| self.put(&page::status_line(&line, texts, self.printer.paint())))
    }

    pub(super) fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    /// Whether a report of this device has reached the relay.
    pub(super) fn has_reported(&self) -> bool {
        self.has_reported
    }

    /// When its next report may leave, where that was not waited for.
    pub(super) fn reports_at(&self) -> Option<Seconds> {
        self.reports_at
    }

    /// Whether a session broke off: what was sent in it may have arrived.
    pub(super) fn was_cut_off(&self) -> bool {
        self.was_cut_off
    }

    /// The last word: how things stand.
    pub(super) fn conclude(&mut self, device: &Device, reach: Reach, now: Seconds) -> io::Result<()> {
        self.show_gathered()?;
        let reach = self.reach(reach);
        let line = standing(device, reach, now);
        if self.printer.is_json() {
            self.printer.object(&line)?;
        } else {
            if !self.has_printed && self.until == Until::CaughtUp && reach == Reach::Reached && self.ending.is_none() {
                self.remark(&self.reader.texts().nothing_new())?;
            }
            let view = self.reader.page(device, self.codes.book(device.profile()), reach, now);
            self.printer.text(&page::page(&view, self.reader.texts(), self.printer.paint()))?;
        }
        self.shown = Some(line);
        (self.has_printed, self.has_news) = (false, false);
        Ok(())
    }

    /// A relay that answers nothing, or what was not asked, is as good as none: this device cannot check for news.
    fn reach(&self, reach: Reach) -> Reach {
        if self.ending == Some(Ending::RelayMisbehaved) { Reach::Unreachable } else { reach }
    }

    /// Whether an event changes what is to be said of how things stand.
    fn is_news(&self, event: &DeviceEvent) -> bool {
        match event {
            DeviceEvent::Reported | DeviceEvent::ReportPostponed | DeviceEvent::Left => false,
            // A relay that fails in the same way at every attempt brings no news.
            DeviceEvent::Ended(ending) => self.ending.as_ref() != Some(ending),
            DeviceEvent::Joined { .. }
            | DeviceEvent::Confirmed
            | DeviceEvent::Removed
            | DeviceEvent::Status(_)
            | DeviceEvent::Notice(_)
            | DeviceEvent::ProfileChanged
            | DeviceEvent::NewLiaison { .. }
            | DeviceEvent::Healing { .. }
            | DeviceEvent::Found(_)
            | DeviceEvent::CaughtUp => true,
        }
    }

    fn joined(&mut self, four: [u8; 4], device: &Device) -> io::Result<Onward> {
        let words = words::phrase(&four, self.reader.language);
        let group = device.profile().map(|profile| profile.name.clone()).unwrap_or_default();
        if self.printer.is_json() && self.until == Until::Joined {
            let feed = HEXLOWER.encode(device.feed().as_bytes());
            self.printer.object(&Joined { group, feed, confirmed: device.is_confirmed(), words })?;
            return Ok(Onward::Finish);
        }
        self.remark(&self.reader.texts().joined(&group))?;
        Ok(Onward::Continue)
    }

    fn status(&mut self, status: &StatusItem, device: &Device) -> io::Result<()> {
        let book = self.codes.book(device.profile());
        if !self.printer.is_json() {
            let line = self.reader.new_line(status, book);
            return self.update(Update { sequence: status.sequence, day: told_day(status), line });
        }
        let text = self.reader.label(status, book);
        self.printer.object(&Line::Status {
            code: status.code.clone(),
            text,
            as_of: civil::date(status.as_of).to_string(),
            sequence: status.sequence.0,
            next_by: civil::rfc3339(status.next_by),
        })
    }

    fn update(&mut self, update: Update) -> io::Result<()> {
        if self.shows_each {
            return self.put(&page::status_line(&update.line, self.reader.texts(), self.printer.paint()));
        }
        self.gathered.add(update);
        Ok(())
    }

    fn notice(&mut self, notice: &NoticeItem, device: &Device) -> io::Result<()> {
        let label = self.codes.book(device.profile()).label(&notice.code, self.reader.language, None);
        let NoticeItem { sequence, code, text, answers, is_acknowledged } = notice;
        if !self.printer.is_json() {
            let texts = self.reader.texts();
            // Of free text, the code says no more than the frame's own heading.
            let label = if code == FREE_TEXT && text.is_some() { None } else { Some(label.as_str()) };
            let after = self.reader.after(*sequence, device);
            let read = match is_acknowledged {
                true => texts.notice_read(),
                false => texts.notice_acknowledge(&format!("`porchlight family ack {sequence}`")),
            };
            let notes = answers.map(|_| texts.notice_answers()).into_iter().chain([read]).collect();
            let notice = page::Notice { label, text: text.as_deref(), notes, after };
            return self.put(&page::notice(&notice, self.reader.texts(), self.printer.paint()));
        }
        self.printer.object(&Line::Notice { code: code.clone(), label, text: text.clone(), sequence: sequence.0 })
    }

    fn finding(&mut self, finding: &Finding, device: &Device) -> io::Result<()> {
        if self.printer.is_json() {
            return self.printer.object(&Line::Finding(findings::found(finding)));
        }
        let sentence = told::found(finding, device, self.reader.texts());
        self.put(&page::warning(&sentence, self.printer.paint()))
    }

    /// Something worth saying that is none of a program's objects.
    fn remark(&mut self, sentence: &str) -> io::Result<()> {
        match self.printer.is_json() {
            true => Ok(()),
            false => self.put(&page::remark(sentence)),
        }
    }

    /// The same of something to heed.
    fn heed(&mut self, sentence: &str) -> io::Result<()> {
        match self.printer.is_json() {
            true => Ok(()),
            false => self.put(&page::warning(sentence, self.printer.paint())),
        }
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        let gap = if self.has_printed { "" } else { "\n" };
        self.has_printed = true;
        self.printer.text(&format!("{gap}{text}"))
    }

    /// A report that is on its way is waited for; one that has to wait itself, only where it was asked for.
    fn caught_up(&mut self, device: &Device, now: Seconds) -> Onward {
        self.caught_up = CaughtUp::JustNow;
        self.ending = None;
        match (self.until, device.reports_at()) {
            (Until::Joined | Until::CaughtUp | Until::Said, _) if device.is_reporting() => Onward::Continue,
            (Until::Said, Some(moment)) if moment.saturating_sub(now) > REPORT_WAIT_SECONDS_MAX => {
                self.reports_at = Some(moment);
                Onward::Finish
            }
            (Until::Said, Some(moment)) => {
                let wait = moment.saturating_sub(now);
                self.printer.note(&self.reader.texts().report_soon(wait));
                Onward::Continue
            }
            (Until::Joined | Until::CaughtUp, _) | (Until::Said, None) => Onward::Finish,
            (Until::Interrupted, _) => Onward::Continue,
        }
    }

    fn reported(&mut self, has_reported: bool) -> Onward {
        self.has_reported |= has_reported;
        match self.until {
            Until::Joined | Until::CaughtUp | Until::Said => Onward::Finish,
            Until::Interrupted => Onward::Continue,
        }
    }

    /// A follower may find things better later, unless its link itself was refused.
    fn ended(&mut self, ending: Ending) -> Onward {
        let onward = match (&ending, self.until) {
            (Ending::LinkRefused(_) | Ending::Removed, _) | (_, Until::Joined | Until::CaughtUp | Until::Said) => {
                Onward::Finish
            }
            (_, Until::Interrupted) => Onward::HangUp,
        };
        if self.until == Until::Interrupted && self.ending.as_ref() != Some(&ending) {
            self.printer.warn(&Trouble::Ended { ending: ending.clone(), remedy: None }.told(self.reader.texts()));
        }
        self.ending = Some(ending);
        onward
    }
}

fn standing(device: &Device, reach: Reach, now: Seconds) -> Line {
    Line::Standing {
        standing: standing_name(device.standing(now, reach)),
        sequence: device.last_place().0,
        missing: device.missing(),
        notices: device.notices_opened(),
        confirmed: device.is_confirmed(),
    }
}

fn name(line: &Line) -> Option<&'static str> {
    match line {
        Line::Standing { standing, .. } => Some(standing),
        Line::Status { .. } | Line::Notice { .. } | Line::Finding(_) => None,
    }
}

/// When the clock alone will change the standing.
fn next_change(device: &Device, now: Seconds) -> Option<Seconds> {
    let due = device.next_by();
    let overdue = due.saturating_add(device.profile().map_or(0, |profile| profile.cadence_seconds) / 4);
    [due, overdue].into_iter().find(|moment| *moment > now)
}
