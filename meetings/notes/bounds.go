package notes

import (
	"ringain/meetings"
	"ringain/meetings/ydoc"
)

// The bounds of what is let in.
const (
	MaxUpdate         = 256 << 10 // bytes of one update: what was written during days without a network may come as one, and so does a deletion that is undone
	MaxDocument       = 1 << 20   // bytes of the whole document, encoded
	MaxPending        = 256 << 10 // bytes that wait for what has not come
	MaxSession        = 2 << 20   // bytes of updates from one session, while the document is open
	MaxClock          = 1 << 31   // letters that one client id ever writes: what is removed takes no room, however long it says it was
	MaxClients        = 2000      // client ids of one document
	MaxSessionClients = 100       // client ids of one session in one document; fewer when not many are left

	MinShare = 4 << 10 // bytes of the document that each guest may fill, two pages, as long as it is not full

	reserve   = 4        // those who run the meeting have a quarter more of the document and its client ids
	shares    = 4        // beyond MinShare, a guest may fill as much as a quarter of what is left,
	fullShare = 16       // or a sixteenth when more than half is filled
	perStruct = 8        // bytes that a struct takes beside its content, about
	slack     = 16 << 10 // bytes that updates may bring before it is measured anew what they are in the document
)

// maxIdle is how often it is looked at whether what one session may not delete would
// have been seen to be gone. It takes a copy of the document.
const maxIdle = 50

// share is what one session has used of its share.
type share struct {
	clients int  // client ids
	bytes   int  // of its updates, while the document is open
	filled  int  // bytes that what it wrote takes in the document, or more
	weighed int  // filled when that was last measured, and 1 more; 0: it was not
	lighter bool // it has deleted something since
	waiting int  // bytes of its updates that had to wait
	idle    int  // times that it was looked at whether what it may not delete can be seen
}

func (d *Doc) share(session meetings.ID) *share {
	s := d.by[session]
	if s == nil {
		s = &share{}
		d.by[session] = s
	}
	return s
}

// bounded refuses what would pass a bound. When guests have filled the document, those
// who run the meeting can still write.
func (d *Doc) bounded(update []byte, held ydoc.Summary, by meetings.Person, fresh int) *meetings.Refusal {
	mine := d.share(by.ID)
	clients, bytes := MaxClients, MaxDocument
	if meetings.MayRun(by) {
		clients, bytes = clients+clients/reserve, bytes+bytes/reserve
	}
	switch {
	case mine.bytes+len(update) > MaxSession, fresh > 0 && mine.clients+fresh > d.clientsEach():
		return tooMuchOf()
	case len(d.owners)+fresh > clients:
		return full()
	}
	if d.size+len(update) > bytes && d.measured()+len(update) > bytes {
		return full()
	}
	if !meetings.MayRun(by) && !d.fairShare(by.ID, mine, len(update)) {
		return tooMuchOf()
	}
	return d.boundedWait(update, held, mine)
}

// fairShare reports whether a guest may fill so many bytes more. The fuller the document,
// the less each may fill of it: a quarter of what is left, and a sixteenth when more than
// half is filled, which notes of people never are. So it takes some fifty who write
// without end to leave no room for others. MinShare is everybody's. What is deleted is
// not counted, and what came before the document was opened is.
func (d *Doc) fairShare(session meetings.ID, mine *share, more int) bool {
	fits := func() bool {
		left, part := MaxDocument-d.size, shares
		if left < MaxDocument/2 {
			part = fullShare
		}
		return mine.filled+more <= max(MinShare, left/part)
	}
	if mine.weighed > 0 && fits() {
		return true
	}
	if mine.weighed == 0 || mine.lighter || d.size-d.exactly > slack || mine.filled-mine.weighed > slack {
		d.measured()
		mine.filled = 0
		for _, client := range d.clientsOf([]meetings.ID{session}) {
			mine.filled += d.y.Weight(client, perStruct)
		}
		mine.weighed, mine.lighter = mine.filled+1, false
	}
	return fits()
}

// clientsEach is how many client ids a session may have: the fewer are left, the fewer,
// so that it takes hundreds of sessions to use up all of them.
func (d *Doc) clientsEach() int {
	switch left := MaxClients - len(d.owners); {
	case left > MaxClients/2:
		return MaxSessionClients
	case left > MaxClients/4:
		return MaxSessionClients / 10
	}
	return MaxSessionClients / 50
}

// grows counts what was added to the document.
func (d *Doc) grows(bytes int) { d.size, d.exact = d.size+bytes, false }

// measured is the size of the document, which is measured when it has changed.
func (d *Doc) measured() int {
	if !d.exact {
		d.size, d.exact = len(d.y.Encode()), true
		d.exactly = d.size
	}
	return d.size
}

// boundedWait refuses what would have to wait, when enough waits: a gap shows at once;
// what waits for somebody else's text only afterwards.
func (d *Doc) boundedWait(update []byte, held ydoc.Summary, mine *share) *meetings.Refusal {
	waits := d.y.PendingSize()
	if waits == 0 {
		mine.waiting = 0
	}
	enough := waits > MaxPending && mine.waiting > 0
	if d.leavesGap(held) {
		enough = waits+len(update) > MaxPending || mine.waiting+len(update) > MaxPending/4
	}
	if enough {
		return gaps()
	}
	return nil
}

func (d *Doc) leavesGap(held ydoc.Summary) bool {
	for _, r := range held.Structs {
		if r.Clock > d.y.Clock(r.Client) {
			return true
		}
	}
	return false
}
