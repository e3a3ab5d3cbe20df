package change

import (
	"crypto/rand"

	"ringain/meetings"
	"ringain/meetings/store"
)

// note keeps, with a change, that somebody made it for an organisation. What the platform
// does by itself is not noted, but for minutes: somebody has set their time.
func (c *Changes) note(tx *store.Tx, by meetings.Person, convener meetings.ID, kind meetings.ActKind, about meetings.ID) error {
	if kind == "" || by.Role == meetings.Service && kind != meetings.ActPublished && kind != meetings.ActCorrected {
		return nil
	}
	return c.noteRole(tx, by, convener, kind, about, "")
}

func (c *Changes) noteRole(tx *store.Tx, by meetings.Person, convener meetings.ID, kind meetings.ActKind, about meetings.ID, role meetings.Role) error {
	return tx.AddAct(meetings.Act{ID: meetings.ID(rand.Text()), Convener: convener, At: meetings.At(c.now()), By: by.Author(), Kind: kind, About: about, Role: role})
}
