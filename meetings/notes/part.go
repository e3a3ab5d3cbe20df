package notes

import (
	"maps"
	"slices"

	"ringain/meetings"
)

// Part is the notes of one agenda item, or of the meeting.
type Part struct {
	Fragment string
	Title    string // of the item; empty for the meeting
	Blocks   []Block
}

// Parts returns what is written, in the order of the agenda: first what concerns the
// meeting, last what belongs to items that have been removed.
func (n Notes) Parts(a meetings.Agenda, lang meetings.Lang) (parts []Part) {
	left := maps.Clone(n)
	take := func(fragment, title string) {
		if blocks, ok := left[fragment]; ok {
			parts = append(parts, Part{fragment, title, blocks})
			delete(left, fragment)
		}
	}
	take(Meeting, "")
	for _, i := range a.Items {
		take(Item(i.ID), i.Title)
	}
	for _, fragment := range slices.Sorted(maps.Keys(left)) {
		take(fragment, meetings.Text{SV: "Borttagen punkt", EN: "Removed item"}.In(lang))
	}
	return parts
}

// AllMarkdown writes parts under their titles, below a title for the whole.
func AllMarkdown(title string, parts []Part, lang meetings.Lang) string {
	said := "# " + heading(title) + "\n"
	for _, p := range parts {
		if p.Title != "" {
			said += "\n## " + heading(p.Title) + "\n"
		}
		said += "\n" + Markdown(p.Blocks, lang, 3)
	}
	return said
}

// AllText writes parts under their titles, below a title for the whole.
func AllText(title string, parts []Part, lang meetings.Lang) string {
	said := title + "\n"
	for _, p := range parts {
		said += "\n"
		if p.Title != "" {
			said += p.Title + "\n"
		}
		said += Text(p.Blocks, lang)
	}
	return said
}
