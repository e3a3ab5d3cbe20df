package meetings

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOnlyWhatAnybodyMayReadIsFound(t *testing.T) {
	open := Room{
		Meeting: Meeting{ID: "m", Title: Text{SV: "Barn och unga"}},
		Agenda:  Agenda{Items: []Item{{Title: "En väg in", Presenter: "Region Mellanlandet"}}},
		Signals: []Signal{{ID: "s", Text: "Köerna växer", Name: "Åsa Öberg"}},
	}
	whole := []Findable{
		{PartMeeting, "m", []Weighed{{"Barn och unga", 4}, {"", 4}, {"", 2}, {"", 2}}},
		{PartAgenda, "m", []Weighed{{"En väg in", 4}, {"Region Mellanlandet", 2}}},
		{PartSignal, "m/s", []Weighed{{"Köerna växer", 4}}},
	}
	for name, test := range map[string]struct {
		change func(*Room)
		want   []Findable
	}{
		"an open meeting":           {func(*Room) {}, whole},
		"a draft":                   {func(r *Room) { r.Meeting.Status = Draft }, nil},
		"one for some only":         {func(r *Room) { r.Meeting.Restricted = true }, whole[:2]},
		"one with a lobby":          {func(r *Room) { r.House.Lobby = true }, whole[:2]},
		"a locked one":              {func(r *Room) { r.House.Locked = true }, whole[:2]},
		"a locked one that is over": {func(r *Room) { r.House.Locked, r.Meeting.Ended = true, 1 }, whole},
		"no agenda, no signals":     {func(r *Room) { r.Agenda.Items, r.Signals = nil, nil }, whole[:1]},
	} {
		r := open
		test.change(&r)
		if diff := cmp.Diff(test.want, r.Findable()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
