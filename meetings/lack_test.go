package meetings

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAMeetingLacksMoreTheNearerItIs(t *testing.T) {
	now := At(time.Date(2027, 1, 5, 8, 0, 0, 0, time.UTC))
	near, far := now.Add(7*24*time.Hour), now.Add(60*24*time.Hour)
	ways := Ways{Phone: "+46 8 465 004 10", Code: "202712"}
	items := []Item{{Title: "Välkomna"}, {Title: "Slutrapporten"}}
	whole := Room{Meeting: Meeting{Start: near, Ways: ways}, Agenda: Agenda{Items: []Item{{Title: "Slutrapporten", Presenter: "Gun Ek"}, {Title: "Frågor"}}},
		Material: []Material{{Entry: "entry"}, {Title: "Bara här"}}}
	for name, c := range map[string]struct {
		room Room
		dead map[ID]bool
		want []Lack
	}{
		"nothing":           {whole, nil, nil},
		"a link is dead":    {whole, map[ID]bool{"entry": true, "": true}, []Lack{DeadLink}},
		"near, as the rule": {Room{Meeting: Meeting{Start: near, Ways: ways}, Agenda: Agenda{Items: items}}, nil, []Lack{NoPresenter, NoQuestions}},
		"far, as the rule":  {Room{Meeting: Meeting{Start: far, Ways: ways}, Agenda: Agenda{Items: items}}, nil, nil},
		"everything":        {Room{Meeting: Meeting{Start: near}}, nil, []Lack{NoPhone, NoAgenda}},
		"no code":           {Room{Meeting: Meeting{Start: far, Ways: Ways{Phone: "08"}}, Agenda: Agenda{Items: items}}, nil, []Lack{NoCode}},
		"tomorrow":          {Room{Meeting: Meeting{Start: now.Add(24 * time.Hour), Ways: ways}, Agenda: whole.Agenda}, nil, []Lack{NoChair, NoSecretary}},
		"tomorrow, with a chair": {Room{Meeting: Meeting{Start: now.Add(24 * time.Hour), Ways: ways}, Agenda: whole.Agenda,
			House: House{Duties: []OnDuty{{"cy", Chair}}}}, nil, []Lack{NoSecretary}},
		"cancelled":           {Room{Meeting: Meeting{Start: near, Status: Cancelled}}, nil, nil},
		"it has already been": {Room{Meeting: Meeting{Start: now}}, nil, nil},
	} {
		if diff := cmp.Diff(c.want, c.room.Lacks(now, c.dead)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
