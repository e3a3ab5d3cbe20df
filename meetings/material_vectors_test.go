package meetings_test

import (
	"testing"

	"ringain/meetings"
)

// materialSteps are events of every kind about material.
func materialSteps(t *testing.T) []step {
	k := newTalk(t)
	empty := k.room
	a := k.brings(k.Dee, meetings.ShareMaterial{Address: "https://granvik.example.org/somn", Title: "Sömn <för> unga", Item: "budget"})
	b := k.brings(k.Cy, meetings.ShareMaterial{Address: "https://bergso.example.org/", Nameless: true})
	two := k.room
	edited := a
	edited.Title, edited.Kind, edited.Item = "Sömn", "stod", ""
	published, returned := a, b
	published.State, published.Slug = meetings.SupportPublished, "somn"
	returned.State, returned.Returned = meetings.SupportReturned, meetings.Text{SV: "Vem står bakom?"}
	hidden := true
	k.About = &k.Dee
	k.does(k.Ada, meetings.SetPerson{Who: k.Dee.ID, Hidden: &hidden})
	concealed := k.room
	return []step{
		{"the first material", empty, meetings.MaterialShared{Material: a}},
		{"one more piece of material", two, meetings.MaterialShared{Material: meetings.Material{ID: "new", Title: "plan.pdf", File: &meetings.File{Hash: "ab", Name: "plan.pdf", Size: 7}, Mended: true}}},
		{"material changed", two, meetings.MaterialEdited{Material: edited}},
		{"material changed, though it is gone", empty, meetings.MaterialEdited{Material: edited}},
		{"material published", two, meetings.MaterialJudged{Material: published}},
		{"material returned", two, meetings.MaterialJudged{Material: returned}},
		{"material taken back", two, meetings.MaterialWithdrawn{Material: b.ID}},
		{"the only material taken back", empty.After(meetings.MaterialShared{Material: a}, k.Now), meetings.MaterialWithdrawn{Material: a.ID}},
		{"material hidden", two, meetings.MaterialHidden{Material: a.ID}},
		{"material hidden, though it is gone", two, meetings.MaterialHidden{Material: "gone"}},
		{"material restored", two, meetings.MaterialRestored{Material: meetings.Material{ID: "old", Title: "Gammalt", Href: "https://a.example.org/"}}},
		{"the sharer of material not named", two, k.last},
		{"the sharer of material named again", concealed, meetings.PersonSet{Who: k.Dee.ID, Name: "Dee", Organisation: "Lock Keepers", Material: []meetings.MaterialID{a.ID}}},
		{"ended with material", two.After(meetings.AgendaStarted{}, k.Now), meetings.AgendaEnded{}},
	}
}

// fullMaterialEvents is one event of every kind about material, with every member set.
func fullMaterialEvents() []meetings.Event {
	why := meetings.Text{SV: "Vem står bakom?", EN: "Who is behind it?"}
	m := meetings.Material{ID: "m", Title: "Sömn & <oro>", Href: "https://a.example.org/", File: &meetings.File{Hash: "ab", Name: "a.pdf", Size: 3}, Kind: "stod", Item: "a",
		Name: "Åsa", Organisation: "Bergsö", Nameless: true, Mended: true, Entry: "e", Slug: "somn", State: meetings.SupportReturned, Returned: why}
	return []meetings.Event{
		meetings.MaterialShared{Material: m}, meetings.MaterialWithdrawn{Material: "m"}, meetings.MaterialEdited{Material: m},
		meetings.MaterialHidden{Material: "m"}, meetings.MaterialRestored{Material: m},
		meetings.MaterialJudged{Material: m},
	}
}
