package meetings

import "strings"

// Act is something that somebody did for their organisation outside the rooms of its
// meetings: what was done, to what, by whom and when, and nothing of what was written.
type Act struct {
	ID       ID
	Convener ID
	At       Instant
	By       Author
	Kind     ActKind
	About    ID   // the meeting, series, theme or account; may be empty
	Role     Role // that somebody was given, where it is about that
}

// ActKind says what was done. What comes before its point is what it was done to.
type ActKind string

// The kinds of acts.
const (
	ThemeMade        ActKind = "theme.made"
	ThemeChanged     ActKind = "theme.changed"
	ThemeRenamed     ActKind = "theme.renamed"
	ThemeMerged      ActKind = "theme.merged"
	SeriesMade       ActKind = "series.made"
	SeriesChanged    ActKind = "series.changed"
	SeriesDrafted    ActKind = "series.drafted"
	SeriesRemoved    ActKind = "series.removed"
	SeriesUndone     ActKind = "series.undone"
	SeriesShared     ActKind = "series.shared"
	MeetingAnnounced ActKind = "meeting.announced"
	MeetingDrafted   ActKind = "meeting.drafted"
	DraftRemoved     ActKind = "meeting.removed"
	ActCancelled     ActKind = "meeting.cancelled"
	ActRestored      ActKind = "meeting.restored"
	ActMoved         ActKind = "meeting.moved"
	ActEdited        ActKind = "meeting.edited"
	ActUndone        ActKind = "meeting.undone"
	ActPublished     ActKind = "meeting.published"
	ActCorrected     ActKind = "meeting.corrected"
	ActWithdrawn     ActKind = "meeting.withdrawn"
	ActScheduled     ActKind = "meeting.scheduled"
	LettersHastened  ActKind = "meeting.told"
	LettersHushed    ActKind = "meeting.hushed"
	SeriesHastened   ActKind = "series.told"
	SeriesHushed     ActKind = "series.hushed"
	PersonInvited    ActKind = "person.invited"
	PersonJoined     ActKind = "person.joined"
	InviteRevoked    ActKind = "person.revoked"
	RoleChanged      ActKind = "person.role"
	MemberRemoved    ActKind = "person.removed"
	PersonRecovered  ActKind = "person.recovered"
	ConvenerFounded  ActKind = "organisation.founded"
	ConvenerRenamed  ActKind = "organisation.renamed"
	CalendarRenewed  ActKind = "calendar.renewed"
)

// ActOf returns what an event of a meeting is among the acts outside its room; "" for none.
func ActOf(e Event) ActKind {
	switch e.(type) {
	case MeetingCancelled:
		return ActCancelled
	case MeetingRestored:
		return ActRestored
	case MeetingMoved:
		return ActMoved
	case MeetingEdited:
		return ActEdited
	case MeetingPlanned:
		return ActUndone
	}
	return ""
}

// ActOfMinutes returns what a change of minutes is among the acts; "" for none.
func ActOfMinutes(before, after Minutes) ActKind {
	switch {
	case after.Edition > before.Edition && before.Shown():
		return ActCorrected
	case after.Edition > before.Edition:
		return ActPublished
	case before.Shown() && !after.Shown():
		return ActWithdrawn
	case after.Due != 0 && after.Due != before.Due:
		return ActScheduled
	}
	return ""
}

// Thing is what an act was done to: "theme", "series", "meeting", "person" and so on.
func (a Act) Thing() string {
	thing, _, _ := strings.Cut(string(a.Kind), ".")
	return thing
}

// Says returns what was done in words, those before and those after the name of what it was
// done to: "flyttade mötet" and "", "gjorde" and "till redaktör".
func (a Act) Says() (before, after Text) {
	role := Text{"deltagare", "participant"}
	for _, n := range MemberRoles() {
		if n.Code == string(a.Role) {
			role = n.Name
		}
	}
	switch a.Kind {
	case RoleChanged:
		return Text{"gjorde", "made"}, Text{"till " + role.SV, "into " + role.EN}
	case PersonInvited:
		return Text{"bjöd in någon som " + role.SV, "invited somebody as " + role.EN}, Text{}
	case PersonJoined:
		return Text{"tackade ja till en inbjudan som " + role.SV, "accepted an invitation as " + role.EN}, Text{}
	}
	return Text{SV: actsInSwedish()[a.Kind], EN: actsInEnglish()[a.Kind]}, Text{}
}

func actsInSwedish() map[ActKind]string {
	return map[ActKind]string{
		ThemeMade: "gjorde temat", ThemeChanged: "ändrade temat", ThemeRenamed: "gav en ny adress åt temat", ThemeMerged: "slog ihop ett tema med",
		SeriesMade: "gjorde serien", SeriesDrafted: "gjorde ett utkast till serien", SeriesRemoved: "tog bort ett utkast till en serie", SeriesChanged: "ändrade serien", SeriesUndone: "ångrade en ändring av serien", SeriesShared: "valde vilka som sköter serien",
		MeetingAnnounced: "annonserade mötet", MeetingDrafted: "gjorde ett utkast till mötet", DraftRemoved: "tog bort ett utkast till ett möte",
		ActCancelled: "ställde in mötet", ActRestored: "tog tillbaka att mötet var inställt:", ActMoved: "flyttade mötet", ActEdited: "ändrade uppgifterna om mötet", ActUndone: "ångrade en ändring av mötet",
		ActPublished: "publicerade minnesanteckningar från", ActCorrected: "rättade minnesanteckningarna från",
		ActWithdrawn: "drog tillbaka minnesanteckningarna från", ActScheduled: "satte en tid för att publicera minnesanteckningar från",
		LettersHastened: "skickade genast brevet till dem som följer, om", LettersHushed: "lät inget brev gå ut om",
		SeriesHastened: "skickade genast brevet till dem som följer, om serien", SeriesHushed: "lät inget brev gå ut om serien",
		InviteRevoked: "drog tillbaka en inbjudan", MemberRemoved: "tog bort ur organisationen:", PersonRecovered: "gjorde en ny länk att logga in med åt",
		ConvenerFounded: "lade till en organisation", ConvenerRenamed: "bytte namn på organisationen",
		CalendarRenewed: "gav en ny adress åt organisatörernas kalender",
	}
}

func actsInEnglish() map[ActKind]string {
	return map[ActKind]string{
		ThemeMade: "made the theme", ThemeChanged: "changed the theme", ThemeRenamed: "gave another address to the theme", ThemeMerged: "merged a theme with",
		SeriesMade: "made the series", SeriesDrafted: "made a draft of the series", SeriesRemoved: "removed a draft of a series", SeriesChanged: "changed the series", SeriesUndone: "undid a change of the series", SeriesShared: "chose who looks after the series",
		MeetingAnnounced: "announced the meeting", MeetingDrafted: "made a draft of the meeting", DraftRemoved: "removed a draft of a meeting",
		ActCancelled: "cancelled the meeting", ActRestored: "took back that the meeting was cancelled:", ActMoved: "moved the meeting", ActEdited: "changed the details of the meeting", ActUndone: "undid a change of the meeting",
		ActPublished: "published minutes from", ActCorrected: "corrected the minutes from",
		ActWithdrawn: "withdrew the minutes from", ActScheduled: "set a time to publish minutes from",
		LettersHastened: "sent the letter to followers at once, about", LettersHushed: "had no letter sent about",
		SeriesHastened: "sent the letter to followers at once, about the series", SeriesHushed: "had no letter sent about the series",
		InviteRevoked: "revoked an invitation", MemberRemoved: "removed from the organisation:", PersonRecovered: "made a new link to sign in by for",
		ConvenerFounded: "added an organisation", ConvenerRenamed: "gave the organisation another name",
		CalendarRenewed: "gave another address to the organisers’ calendar",
	}
}

// ActKinds are all kinds of acts.
func ActKinds() []ActKind {
	all := []ActKind{RoleChanged, PersonInvited, PersonJoined}
	for kind := range actsInSwedish() {
		all = append(all, kind)
	}
	return all
}
