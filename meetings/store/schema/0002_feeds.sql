-- What calendars are made from without reading everything again, and what they are
-- found by.

-- The version of the installation in which calendars last saw the meeting change.
ALTER TABLE meeting ADD COLUMN revised BIGINT NOT NULL DEFAULT 0;
CREATE INDEX meeting_revised ON meeting (revised);

-- The slugs that themes had before they were renamed or merged, for life.
CREATE TABLE former_theme (
	slug  TEXT PRIMARY KEY,
	theme TEXT NOT NULL -- slug of the theme that answers there now
);

-- The private calendars of organisers, drafts included.
CREATE TABLE private_calendar (
	organiser TEXT   PRIMARY KEY, -- by name: identities last as long as a session
	secret    TEXT   NOT NULL UNIQUE,
	at        BIGINT NOT NULL
);
