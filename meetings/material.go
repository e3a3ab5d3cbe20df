package meetings

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// Material is a link or a file that somebody shares in a meeting, on one item of its
// agenda or on all of it: what the others may see of it.
//
//   - Whoever has given a name may share some, before the meeting and until it has ended;
//     an organiser afterwards too.
//   - It stands in the meeting at once, and is proposed for the support list, unless
//     whoever shares it wants it to stay in the meeting; what is on the list already is
//     not proposed again, but was then discussed here too.
//   - The same is not shared twice in one meeting.
//   - Asked to be without a name, it has neither name nor organisation, for nobody, and
//     no event about it says whose it is.
//   - It can be taken back and changed by whoever shared it, for a short while.
//   - An organiser changes it, puts it under another item, hides it and brings it back,
//     and says what becomes of it on the support list; after the meeting too.
//   - What is hidden, taken back or reworded leaves every page, and the log as well; if
//     nobody has reviewed it, it leaves the support list with that.
type Material struct {
	ID           MaterialID `json:"id"`
	Title        string     `json:"title"`          // where nobody gave one, its address or the name of its file
	Href         string     `json:"href,omitempty"` // where it leads: to a page, or to the file here
	File         *File      `json:"file,omitempty"` // or the file that it is
	Kind         string     `json:"kind,omitempty"` // code of SupportKinds
	Item         ItemID     `json:"item,omitempty"` // empty: the whole meeting
	Name         string     `json:"name,omitempty"`
	Organisation string     `json:"organisation,omitempty"`
	Nameless     bool       `json:"nameless,omitempty"`
	Mended       bool       `json:"mended,omitempty"` // its address was pasted broken, and was put together

	Entry    ID           `json:"entry,omitempty"`   // of the support list
	Slug     string       `json:"slug,omitempty"`    // of that entry, while it is published
	State    SupportState `json:"state,omitempty"`   // of that entry
	Returned Text         `json:"returned,omitzero"` // why an editor returned it
}

// MaterialID is the identity of material. It is made from the identity of the command
// that shared it, and is unique within its meeting.
type MaterialID string

// The bounds of material.
const (
	MaxMaterial     = 200 // of a meeting, with what is hidden
	MaxMaterialEach = 20  // of a person, in one meeting
	MaxAddress      = 2000
	MaxShared       = 4000             // bytes of a text that is pasted to share what is in it
	MaterialIsOwn   = 10 * time.Minute // so long may whoever shared it change it and take it back
)

// TitleOf is what something is called: by the title that somebody gave it, else by the
// name of its file, or its address without the scheme and the last slash.
func TitleOf(title, href string, file *File) string {
	if title = Line(title); title != "" {
		return title
	}
	if file != nil {
		return file.Name
	}
	_, rest, ok := strings.Cut(href, "://")
	if !ok {
		rest = href
	}
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	if read, err := url.PathUnescape(rest); err == nil && Line(read) != "" {
		rest = Line(read)
	}
	return Cut(rest, MaxTitle)
}

// OneMaterial returns material that is seen, and whether it is there.
func (r Room) OneMaterial(id MaterialID) (m Material, ok bool) {
	at := slices.IndexFunc(r.Material, func(m Material) bool { return m.ID == id })
	if at < 0 {
		return m, false
	}
	return r.Material[at], true
}

// MaterialOn returns the material of an item, in the order it was shared; of the whole
// meeting, with that of items that are gone, when the item is empty.
func (r Room) MaterialOn(item ItemID) (all []Material) {
	for _, m := range r.Material {
		on := m.Item
		if r.Agenda.Find(on) < 0 {
			on = ""
		}
		if on == item {
			all = append(all, m)
		}
	}
	return all
}

// bring decides about what everybody may do with material.
func (r Room) bring(c Command, d Doing) (Event, error) {
	if !MaySpeak(d.By) {
		return nil, Refuse(NotAllowed, "Säg först vem du är: gå med i mötet.", "First say who you are: join the meeting.")
	}
	if c, ok := c.(EditMaterial); ok {
		return r.editMaterial(c, d)
	}
	if err := r.stands(); err != nil && (r.Meeting.Status == Cancelled || !MayRun(d.By)) {
		return nil, err
	}
	switch c := c.(type) {
	case ShareMaterial:
		return r.shareMaterial(c, d)
	case WithdrawMaterial:
		m, err := r.ownMaterial(c.Material, d)
		return MaterialWithdrawn{m.ID}, err
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func (r Room) shareMaterial(c ShareMaterial, d Doing) (Event, error) {
	by := r.House.Shows(d.By)
	m := Material{ID: MaterialID(d.ID), Title: c.Title, Href: c.Address, File: d.File, Kind: c.Kind, Item: c.Item, Mended: c.Mended,
		Name: by.Name, Organisation: by.Organisation, Nameless: c.Nameless}
	if c.Nameless {
		m.Name, m.Organisation = "", ""
	}
	if err := r.checkMaterial(&m); err != nil {
		return nil, err
	}
	if len(r.Sharers) >= MaxMaterial {
		return nil, Refuse(TooMuch, "Det ryms inte mer material i det här mötet.", "No more material fits in this meeting.")
	}
	if sharedBy(r.Sharers, d.By.ID) >= MaxMaterialEach && !MayRun(d.By) {
		return nil, Refuse(TooMuch, "Nu räcker det från en och samma. Ta tillbaka något först.", "That is enough from one person. Take something back first.")
	}
	return MaterialShared{m.in(d.Entry)}, nil
}

// in returns material as it stands on the support list.
func (m Material) in(e *Support) Material {
	if e != nil {
		m.Entry, m.Slug, m.State, m.Returned = e.ID, "", e.State, e.Returned
		if e.State == SupportPublished {
			m.Slug = e.Slug // others are not told what is said of an entry that is not on the list
		}
	}
	return m
}

// checkMaterial cleans what material says, and refuses what cannot be shown.
func (r Room) checkMaterial(m *Material) error {
	if err := fits(&m.Title, false, MaxTitle, "title"); err != nil {
		return err
	}
	m.Title = TitleOf(m.Title, m.Href, m.File)
	if m.File != nil {
		m.Href = "/filer/" + m.File.Hash + "/" + url.PathEscape(m.File.Name)
	}
	u, err := url.Parse(m.Href)
	switch {
	case m.Href == "" && m.File == nil:
		return Refuse(Invalid, "Klistra in en länk eller välj en fil.", "Paste a link or choose a file.").About("address")
	case m.File == nil && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(m.Href) > MaxAddress):
		return Refuse(Invalid, "Länken går inte att använda. Kopiera hela ur webbläsarens adressfält.", "The link cannot be used. Copy all of it from the address bar of the browser.").About("address")
	case m.Kind != "" && !isCode(SupportKinds(), m.Kind):
		return Refuse(Invalid, "Välj sort i listan.", "Choose a kind in the list.").About("kind")
	case m.Item != "" && r.Agenda.Find(m.Item) < 0:
		return Refuse(Late, "Punkten finns inte längre. Välj en annan.", "The item is no longer there. Choose another.").About("item")
	}
	return nil
}

// ownMaterial returns material that somebody shared, a short while ago.
func (r Room) ownMaterial(id MaterialID, d Doing) (m Material, err error) {
	m, ok := r.OneMaterial(id)
	sharer, _ := sharerOf(r.Sharers, id)
	switch {
	case !ok:
		return m, materialGone()
	case sharer.By != d.By.ID || d.By.ID == "":
		return m, Refuse(NotAllowed, "Det kan bara den göra som delade det. Mötesledaren kan dölja det.", "Only whoever shared it can do this. The chair can hide it.")
	case d.At > sharer.At.Add(MaterialIsOwn):
		return m, Refuse(Late, "Det har gått för lång tid. Be mötesledaren ändra eller dölja det.", "Too much time has passed. Ask the chair to change or hide it.")
	}
	return m, nil
}

func (r Room) editMaterial(c EditMaterial, d Doing) (Event, error) {
	m, ok := r.OneMaterial(c.Material)
	if !ok {
		return nil, materialGone()
	}
	if !MayRun(d.By) {
		if _, err := r.ownMaterial(c.Material, d); err != nil {
			return nil, err
		}
		if err := r.stands(); err != nil {
			return nil, err
		}
	}
	m.Title, m.Kind, m.Item = c.Title, c.Kind, c.Item
	err := r.checkMaterial(&m)
	return MaterialEdited{m}, err
}

// curate decides about what organisers do with material.
func (r Room) curate(c Command, d Doing) (Event, error) {
	switch c := c.(type) {
	case HideMaterial:
		if _, ok := r.OneMaterial(c.Material); !ok {
			return nil, materialGone()
		}
		return MaterialHidden(c), nil
	case RestoreMaterial:
		sharer, ok := sharerOf(r.Sharers, c.Material)
		if !ok || sharer.Hidden == nil {
			return nil, Refuse(Late, "Det är inte dolt.", "It is not hidden.")
		}
		m := sharer.Hidden.in(d.Entry)
		if r.House.Hides(sharer.By) {
			m.Name, m.Organisation = "", ""
		}
		return MaterialRestored{m}, nil
	case JudgeMaterial:
		m, ok := r.OneMaterial(c.Material)
		switch {
		case !ok:
			return nil, materialGone()
		case m.Entry == "" || d.Entry == nil:
			return nil, Refuse(Late, "Det här är inte föreslaget till stödlistan.", "This is not proposed for the support list.")
		}
		return MaterialJudged{m.in(d.Entry)}, nil
	}
	return nil, Refuse(Unknown, "Det finns inget sådant att göra.", "There is no such thing to do.")
}

func materialGone() *Refusal {
	return Refuse(Late, "Det här finns inte längre.", "This is no longer there.")
}
