package meetings

import (
	"cmp"
	"slices"
)

// After returns the speaker list that an event at a moment leads to. An event that
// does not concern it, or a turn it no longer has, changes nothing.
func (q Queue) After(e Event, at Instant) Queue {
	switch e := e.(type) {
	case FloorAsked:
		q.take(e.Turn)
	case TurnAdded:
		q.insert(e.Turn, e.To)
		if q.Removed != nil && q.Removed.Turn.ID == e.Turn.ID {
			q.Removed = nil
		}
	case TurnMoved:
		if from := q.Find(e.Turn); from >= 0 {
			q.insert(q.Waiting[from], e.To)
		}
	case TurnRemoved:
		if from := q.Find(e.Turn); from >= 0 {
			q.Removed = &Removed{q.Waiting[from], from, at}
			q.drop(e.Turn)
		}
	case FloorGiven:
		q.leave(at)
		q.give(e.Turn, at)
	case TurnEnded:
		if q.has() == e.Turn {
			q.leave(at)
		}
	case SpeakerSkipped:
		if q.has() == e.Turn {
			skipped := q.Speaker.waiting(q.Speaker.Spent)
			q.give(e.Then, at)
			q.insert(skipped, e.To)
		}
	case SpeakerRecalled:
		q.recall(e.Turn, at)
	case QueueClosed:
		q.Closed = true
	case QueueOpened:
		q.Closed = false
	case NoteSet:
		q.noted(e)
	case CallerEdited:
		q.rename(e.Caller)
	case CallerTied:
		q.tie(e.Caller)
	case CallerRemoved:
		q.hangUp(e.Caller, at)
		q.each(func(t *Turn) {
			if e.Who != "" && t.Who == e.Who {
				t.Line = 0 // they are in the room still
			}
		})
	case PersonRemoved:
		q.hangUp(e.Who, at)
	case AgendaEnded:
		q.leave(at)
		q = Queue{Closed: q.Closed, Heard: heard(q.Spoken)}
	}
	return q
}

// take puts a turn last. Whoever waits already keeps the place, and may have said
// more about what it concerns.
func (q *Queue) take(t Turn) {
	at := q.Of(t.Who)
	if at < 0 {
		q.insert(t, len(q.Waiting))
		return
	}
	q.Waiting = slices.Clone(q.Waiting)
	q.Waiting[at].Note = t.Note
}

// insert puts a turn at a place, counted without it, and takes the person's other
// place away.
func (q *Queue) insert(t Turn, to int) {
	q.Waiting = without(q.Waiting, func(other Turn) bool { return other.ID == t.ID || t.Who != "" && other.Who == t.Who })
	q.Waiting = slices.Insert(q.Waiting, min(max(to, 0), len(q.Waiting)), t)
}

func (q *Queue) drop(id TurnID) {
	q.Waiting = without(q.Waiting, func(t Turn) bool { return t.ID == id })
}

// give gives the floor to one who waits, or to nobody.
func (q *Queue) give(id TurnID, at Instant) {
	q.Speaker = nil
	if i := q.Find(id); i >= 0 {
		turn := q.Waiting[i]
		turn.Since = at
		q.drop(id)
		q.Speaker = &turn
	}
}

// leave takes the floor from whoever has it, who has then spoken.
func (q *Queue) leave(at Instant) {
	if q.Speaker == nil {
		return
	}
	last := q.Speaker.waiting(q.Speaker.Time(at).Milliseconds())
	q.Last, q.Speaker = &last, nil
	q.count(last, 1)
}

// waiting returns the turn without the floor, which it has had so long.
func (t Turn) waiting(spent int64) Turn {
	t.Since, t.Spent = 0, spent
	return t
}

// recall gives the floor back to whoever had it last, as if it had never been taken.
func (q *Queue) recall(id TurnID, at Instant) {
	if q.Last == nil || q.Last.ID != id {
		return
	}
	last, now := *q.Last, q.Speaker
	last.Since = at
	q.Speaker, q.Last = &last, nil
	q.count(last, -1)
	if now != nil {
		q.insert(now.waiting(now.Time(at).Milliseconds()), 0)
	}
}

// count counts that somebody has spoken once more, or once less.
func (q *Queue) count(t Turn, by int) {
	q.Spoken = slices.Clone(q.Spoken)
	at := slices.IndexFunc(q.Spoken, t.isOf)
	if at < 0 {
		v := Voice{Who: t.Who, Sector: t.Sector}
		if t.Who == "" {
			v.Name = t.Name
		}
		q.Spoken, at = append(q.Spoken, v), len(q.Spoken)
	}
	q.Spoken[at].Turns += by
	q.Spoken = without(q.Spoken, func(v Voice) bool { return v.Turns <= 0 })
}

// rename names the turns of a caller as the caller is now named.
func (q *Queue) rename(c Caller) {
	q.each(func(t *Turn) {
		if t.Who == c.ID {
			*t = t.of(c)
		}
	})
}

// tie gives the turns of a caller, and those of the participant that the caller is, to
// the one that they are. Of two places the better one stays.
func (q *Queue) tie(c Caller) {
	q.each(func(t *Turn) {
		if t.Who == c.ID || t.Who == c.Who {
			*t = t.of(c)
		}
	})
	first := q.Of(c.Who)
	at := -1
	q.Waiting = without(q.Waiting, func(t Turn) bool {
		at++
		return t.Who == c.Who && at != first
	})
	q.Spoken = tied(q.Spoken, c)
}

// tied returns the voices with those of a caller and of the participant that the caller
// is as one, where the first of them was.
func tied(spoken []Voice, c Caller) (all []Voice) {
	for _, v := range spoken {
		if v.Who != c.ID && v.Who != c.Who {
			all = append(all, v)
			continue
		}
		at := slices.IndexFunc(all, func(other Voice) bool { return other.Who == c.Who })
		if at < 0 {
			all = append(all, Voice{Who: c.Who, Sector: c.Sector, Turns: v.Turns})
		} else {
			all[at].Turns += v.Turns
		}
	}
	return all
}

// each changes every turn there is.
func (q *Queue) each(change func(*Turn)) {
	q.Waiting = slices.Clone(q.Waiting)
	for i := range q.Waiting {
		change(&q.Waiting[i])
	}
	for _, t := range []**Turn{&q.Speaker, &q.Last} {
		if *t != nil {
			now := **t
			change(&now)
			*t = &now
		}
	}
	if q.Removed != nil {
		now := *q.Removed
		change(&now.Turn)
		q.Removed = &now
	}
}

// hangUp takes a caller who rings off, or somebody who is removed, out of the list.
// What was said has been said.
func (q *Queue) hangUp(caller ID, at Instant) {
	if q.Speaker != nil && q.Speaker.Who == caller {
		q.leave(at)
	}
	if q.Last != nil && q.Last.Who == caller {
		q.Last = nil
	}
	if q.Removed != nil && q.Removed.Turn.Who == caller {
		q.Removed = nil
	}
	q.Waiting = without(q.Waiting, func(t Turn) bool { return t.Who == caller })
}

// heard sums up who has spoken, by sector.
func heard(spoken []Voice) (sums []Heard) {
	for _, v := range spoken {
		at := slices.IndexFunc(sums, func(h Heard) bool { return h.Sector == v.Sector })
		if at < 0 {
			sums, at = append(sums, Heard{Sector: v.Sector}), len(sums)
		}
		sums[at].People++
		sums[at].Turns += v.Turns
	}
	slices.SortFunc(sums, func(a, b Heard) int { return cmp.Compare(a.Sector, b.Sector) })
	return sums
}
