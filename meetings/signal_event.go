package meetings

// The events of signals.
type (
	SignalAdded struct {
		Signal Signal `json:"signal"`
	}
	SignalWithdrawn struct {
		Signal SignalID `json:"signal"`
	}
	SignalEdited struct {
		Signal Signal `json:"signal"`
	}
	SignalCounted struct {
		Signal SignalID `json:"signal"`
		Voices int      `json:"voices"` // how many say so now
	}
	SignalHidden struct {
		Signal SignalID `json:"signal"`
	}
	SignalRestored struct {
		Signal Signal   `json:"signal"`
		From   SignalID `json:"from,omitempty"`   // the signal it was merged into
		Voices int      `json:"voices,omitempty"` // of that one now
	}
	SignalMerged struct {
		Signal SignalID `json:"signal"`
		Into   SignalID `json:"into"`
		Voices int      `json:"voices"` // of Into now
	}
)

func (SignalAdded) Kind() string     { return "signal.added" }
func (SignalWithdrawn) Kind() string { return "signal.withdrawn" }
func (SignalEdited) Kind() string    { return "signal.edited" }
func (SignalCounted) Kind() string   { return "signal.counted" }
func (SignalHidden) Kind() string    { return "signal.hidden" }
func (SignalRestored) Kind() string  { return "signal.restored" }
func (SignalMerged) Kind() string    { return "signal.merged" }

// signalEvents returns one empty event of every kind, in the order of this file.
func signalEvents() []Event {
	return []Event{SignalAdded{}, SignalWithdrawn{}, SignalEdited{}, SignalCounted{}, SignalHidden{}, SignalRestored{}, SignalMerged{}}
}

// signalsAfter returns the signals that are seen after an event.
func signalsAfter(list []Signal, e Event) []Signal {
	switch e := e.(type) {
	case SignalAdded:
		return append(list[:len(list):len(list)], e.Signal)
	case SignalEdited:
		return changed(list, e.Signal.ID, func(s Signal) Signal { return e.Signal })
	case SignalCounted:
		return counted(list, e.Signal, e.Voices)
	case SignalWithdrawn:
		return withoutSignal(list, e.Signal)
	case SignalHidden:
		return withoutSignal(list, e.Signal)
	case SignalSettled:
		return changed(list, e.Signal, func(s Signal) Signal { s.State, s.Into = e.State, e.Into; return s })
	case SignalMerged:
		return counted(withoutSignal(list, e.Signal), e.Into, e.Voices)
	case SignalRestored:
		return append(counted(withoutSignal(list, e.Signal.ID), e.From, e.Voices), e.Signal)
	case CallerEdited:
		return namedSignals(list, e.Caller)
	case CallerTied:
		return namedSignals(list, e.Caller)
	}
	return list
}

func namedSignals(list []Signal, c Caller) []Signal {
	named := append([]Signal(nil), list...)
	for i, s := range named {
		named[i] = s.named(c)
	}
	return named
}

// named names a signal as its caller is named now.
func (s Signal) named(c Caller) Signal {
	if s.Caller == c.ID && c.ID != "" {
		s.Name, s.Organisation, s.Sector = c.Name, c.Organisation, c.Sector
	}
	return s
}

func withoutSignal(list []Signal, id SignalID) []Signal {
	return without(list, func(s Signal) bool { return s.ID == id })
}

func counted(list []Signal, id SignalID, voices int) []Signal {
	return changed(list, id, func(s Signal) Signal { s.Voices = voices; return s })
}

func changed(list []Signal, id SignalID, change func(Signal) Signal) []Signal {
	list = append([]Signal(nil), list...)
	for i, s := range list {
		if s.ID == id {
			list[i] = change(s)
		}
	}
	return list
}
