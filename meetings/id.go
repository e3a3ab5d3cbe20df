package meetings

import "regexp"

// ID is an identity: made once, in Go, as text, and kept for life. Those made by
// the platform are UUIDs of version 7 (RFC 9562, 5.7), so that they sort by time.
type ID string

// ItemID is the identity of an agenda item. It is made from the identity of the
// command that added the item, and is unique within its meeting.
type ItemID string

var commandID = regexp.MustCompile(`^[0-9A-Za-z_-]{16,64}$`)

// Valid reports whether id may name a command: 16 to 64 letters, digits, - or _.
// 128 random bits as hexadecimal digits or as a UUID are valid.
func (id ID) Valid() bool { return commandID.MatchString(string(id)) }
