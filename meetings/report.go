package meetings

// Report is what somebody says is wrong with an entry of the support list. It holds
// nothing of who they are.
type Report struct {
	ID      ID         `json:"id"`
	Support ID         `json:"support"`
	Kind    ReportKind `json:"kind"`
	Text    string     `json:"text,omitempty"`
	At      Instant    `json:"at"`
}

// ReportKind says what is wrong, as a code.
type ReportKind string

// The kinds of report.
const (
	ReportLink     ReportKind = "lank"
	ReportFacts    ReportKind = "uppgifter"
	ReportOutdated ReportKind = "inaktuellt"
	ReportOther    ReportKind = "annat"
)

// ReportKinds are the kinds of report by name, in the order they are shown.
func ReportKinds() []Named {
	return []Named{
		{string(ReportLink), Text{"länken fungerar inte", "the link does not work"}},
		{string(ReportFacts), Text{"fel uppgifter", "something is wrong"}},
		{string(ReportOutdated), Text{"inaktuellt", "out of date"}},
		{string(ReportOther), Text{"annat", "something else"}},
	}
}

// The bounds of reports.
const (
	MaxReport        = 400 // characters
	MaxReportsOfOne  = 20  // of one entry that wait for an editor
	MaxReportsOfAll  = 500 // that wait for an editor
	MaxReportsFrom   = 40  // of them, from one network
	minReportOfOther = 3   // characters, of one that is about something else
)

// CheckReport cleans what somebody says is wrong, and refuses what an editor could not
// use: it has a kind, and says what is meant when it is something else.
func CheckReport(r Report) (Report, error) {
	if !isCode(ReportKinds(), string(r.Kind)) {
		return r, Refuse(Invalid, "Välj vad som är fel.", "Choose what is wrong.").About("kind")
	}
	if err := fits(&r.Text, false, MaxReport, "text"); err != nil {
		return r, err
	}
	if r.Kind == ReportOther && len([]rune(r.Text)) < minReportOfOther {
		return r, Refuse(Invalid, "Skriv vad som är fel.", "Write what is wrong.").About("text")
	}
	return r, nil
}
