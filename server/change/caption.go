package change

import (
	"encoding/json"

	"ringain/meetings"
	"ringain/meetings/store"
)

// CaptionTopic returns the topic on which the captions of a meeting are told, each as
// the JSON text of a [meetings.Caption].
func CaptionTopic(id meetings.ID) string { return "captions/" + string(id) }

// WriteCaption writes a line of the captions of a meeting. mark is the writer's own name
// of the line, up to 64 characters: writing it again writes the same line anew. Whether
// they may is asked for every line, so that a role that is taken back ends it at once.
func (c *Changes) WriteCaption(by meetings.Person, meeting meetings.ID, mark, text string) (line meetings.Caption, err error) {
	if mark == "" || len(mark) > 64 {
		return line, meetings.Refuse(meetings.Invalid, "Raden saknar en giltig identitet. Ladda om sidan.", "The line has no valid identity. Reload the page.")
	}
	if text, err = meetings.CaptionText(text); err != nil {
		return line, err
	}
	err = c.store.Change(string(meeting), func(tx *store.Tx) error {
		room, err := tx.Hold(meeting)
		if err != nil {
			return err
		}
		if err := room.MayCaption(by.At(room.Meeting)); err != nil {
			return err
		}
		if line, err = tx.WriteCaption(meeting, by.ID, mark, text, meetings.At(c.now())); err != nil {
			return err
		}
		body, err := json.Marshal(line)
		if err != nil {
			return err
		}
		tx.WhenKept(func() { c.tell(CaptionTopic(meeting), body) })
		return nil
	})
	return line, err
}
