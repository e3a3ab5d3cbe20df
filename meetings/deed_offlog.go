package meetings

import "slices"

// OffLog is something that an organiser did to how a meeting is held and that is no event
// of it: to its notes, which have a log of their own, or with links for roles.
type OffLog struct {
	At    Instant
	By    Author
	Kind  OffLogKind
	About string // the identity of whose lines, or the role; may be empty
}

// OffLogKind says what was done.
type OffLogKind string

// The kinds of what is done beside the log.
const (
	NotesRestored OffLogKind = "notes.restored" // to how they were at some time
	NotesRemoved  OffLogKind = "notes.removed"  // what somebody wrote; it can be taken back
	NotesErased   OffLogKind = "notes.erased"   // what somebody wrote, for good
	LinkMade      OffLogKind = "link.made"      // for a role; that it was taken is an event
	LinkRevoked   OffLogKind = "link.revoked"
)

// With returns deeds and what was done beside the log, in the order in which they were
// done. Whose lines were erased is not told: they wanted it so.
func With(all []Deed, others []OffLog, called func(ID) Text) []Deed {
	all = slices.Clone(all)
	for _, o := range others {
		all = append(all, Deed{o.At, o.By, o.what(called)})
	}
	slices.SortStableFunc(all, func(a, b Deed) int { return int(a.At - b.At) })
	return all
}

func (o OffLog) what(called func(ID) Text) Text {
	role := nameOfDuty(Duty(o.About))
	switch o.Kind {
	case NotesRestored:
		return Text{"återställde anteckningarna till hur de var förut", "restored the notes to how they were before"}
	case NotesRemoved:
		who := called(ID(o.About))
		return Text{"tog bort ur anteckningarna det som " + who.In(SV) + " hade skrivit", "removed from the notes what " + who.In(EN) + " had written"}
	case NotesErased:
		return Text{"raderade för gott det som någon hade skrivit i anteckningarna", "erased for good what somebody had written in the notes"}
	case LinkMade:
		return Text{"gjorde en länk till rollen " + role.SV, "made a link for the role of " + role.EN}
	case LinkRevoked:
		return Text{"drog tillbaka länken till rollen " + role.SV, "revoked the link for the role of " + role.EN}
	}
	return Text{SV: string(o.Kind), EN: string(o.Kind)}
}
