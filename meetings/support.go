package meetings

import (
	"net/url"
	"slices"
	"strings"
)

// Support is one line of the support list: something that helps, which somebody shared,
// and where it is.
//
//   - It is proposed by anybody, and seen when an editor has published it.
//   - An editor returns it with a reason, changes it, and takes it off the list; it can
//     be published again.
//   - An organisation that uses it may confirm it, once.
//   - It leads to a page or holds a file, never both.
type Support struct {
	ID        ID           `json:"id"`
	Slug      string       `json:"slug"`               // the entry in addresses, for life
	Convener  ID           `json:"convener,omitempty"` // the organisation that looks after it
	State     SupportState `json:"state"`
	Title     string       `json:"title"`
	About     string       `json:"about,omitempty"` // at most MaxAbout characters
	Href      string       `json:"href,omitempty"`  // the page it leads to
	File      *File        `json:"file,omitempty"`
	Source    string       `json:"source,omitempty"` // the organisation behind it
	Kind      string       `json:"kind"`             // code of SupportKinds
	Audiences []string     `json:"audiences,omitempty"`
	Sections  []string     `json:"sections,omitempty"` // slugs
	Themes    []string     `json:"themes,omitempty"`   // slugs
	Languages []string     `json:"languages,omitempty"`
	Captions  string       `json:"captions,omitempty"`  // of a recording: language of its captions, or "no"
	Evidence  string       `json:"evidence,omitempty"`  // code of Evidences
	Meeting   ID           `json:"meeting,omitempty"`   // where it was shared first
	Discussed []ID         `json:"discussed,omitempty"` // other meetings that spoke of it
	Trusted   bool         `json:"trusted,omitempty"`   // published by the trust in its series: nobody has reviewed it
	Confirmed []string     `json:"confirmed,omitempty"` // organisations that say they use it
	Returned  Text         `json:"returned,omitzero"`   // why it was returned, or taken off

	Proposed  Instant `json:"proposed"`
	Published Instant `json:"published,omitempty"`
	Updated   Instant `json:"updated,omitempty"`
	Checked   Instant `json:"checked,omitempty"`   // when its link was last seen to lead somewhere
	Unreached Instant `json:"unreached,omitempty"` // since when its link does not; 0 while it does
}

// SupportState says how far an entry has come.
type SupportState string

// The states of an entry.
const (
	SupportProposed  SupportState = "proposed"  // waits for an editor
	SupportPublished SupportState = "published" // on the list
	SupportReturned  SupportState = "returned"  // an editor asks for something
	SupportWithdrawn SupportState = "withdrawn" // no longer on the list
)

// Section is a part of the support list, with its place.
type Section struct {
	Slug string `json:"slug"`
	Name Text   `json:"name"`
}

// CheckSection cleans the name of a section, and refuses one without name or address.
func CheckSection(s Section) (Section, error) {
	if err := fitsText(&s.Name, true, MaxTitle, "name"); err != nil {
		return s, err
	}
	return s, CheckSlug(s.Slug)
}

// The bounds of an entry.
const (
	MaxAbout     = 400 // characters
	MaxConfirmed = 500
	MaxDiscussed = 100 // meetings that spoke of one entry
	MaxMarks     = 20  // themes of one entry, and sections
	MaxProposed  = 500 // entries that wait for an editor
	MaxOfSender  = 50  // of them, from one meeting, or from one network where they were in none
	MaxSections  = 40
)

// SupportKinds are the kinds of entry by name, in the order they are shown.
func SupportKinds() []Named {
	return []Named{
		{"verktyg", Text{"verktyg", "tool"}},
		{"stod", Text{"stöd", "support"}},
		{"metod", Text{"metod", "method"}},
		{"utbildning", Text{"utbildning", "training"}},
		{"rapport", Text{"rapport", "report"}},
		{"exempel", Text{"exempel", "example"}},
		{"stodlinje", Text{"stödlinje", "helpline"}},
		{"inspelning", Text{"inspelning", "recording"}},
	}
}

// Audiences are those whom an entry may be meant for, by name, in the order they are shown.
func Audiences() []Named {
	return []Named{
		{"kommun", Text{"kommuner", "municipalities"}},
		{"region", Text{"regioner", "regions"}},
		{"enskilda", Text{"enskilda", "individuals"}},
		{"andra", Text{"andra intressenter", "others concerned"}},
	}
}

// Evidences say what an entry rests on, by name, in the order they are shown.
func Evidences() []Named {
	return []Named{
		{"evidens", Text{"evidens", "evidence"}},
		{"beprovad", Text{"beprövad erfarenhet", "proven experience"}},
		{"exempel", Text{"exempel", "example"}},
		{"okant", Text{"okänt", "unknown"}},
	}
}

// SupportLanguages are the languages an entry may be in, by name (BCP 47).
func SupportLanguages() []Named {
	return []Named{
		{"sv", Text{"svenska", "Swedish"}}, {"sv-x-ll", Text{"lättläst svenska", "easy Swedish"}}, {"swl", Text{"svenskt teckenspråk", "Swedish Sign Language"}},
		{"en", Text{"engelska", "English"}}, {"ar", Text{"arabiska", "Arabic"}}, {"so", Text{"somaliska", "Somali"}}, {"ti", Text{"tigrinja", "Tigrinya"}},
		{"fa", Text{"persiska", "Persian"}}, {"prs", Text{"dari", "Dari"}}, {"uk", Text{"ukrainska", "Ukrainian"}}, {"pl", Text{"polska", "Polish"}},
		{"fi", Text{"finska", "Finnish"}}, {"fit", Text{"meänkieli", "Meänkieli"}}, {"se", Text{"nordsamiska", "Northern Sami"}}, {"rom", Text{"romani", "Romani"}},
	}
}

// CheckSupport cleans what somebody wrote of an entry, and refuses what nobody could use:
//
//   - a title of at most 200 characters, and a line about it of at most 400;
//   - a kind, and audiences, languages and evidence of the lists; what was shared at a
//     meeting may be without a kind until somebody says which;
//   - at most 20 themes and 20 sections;
//   - an address on the web or a file, one of them;
//   - of a recording, whether it has captions.
func CheckSupport(s Support) (Support, error) {
	for _, line := range []struct {
		text  *string
		need  bool
		max   int
		field string
	}{{&s.Title, true, MaxTitle, "title"}, {&s.About, false, MaxAbout, "about"}, {&s.Source, false, MaxOrganisation, "source"}} {
		if err := fits(line.text, line.need, line.max, line.field); err != nil {
			return s, err
		}
	}
	s.Audiences, s.Sections, s.Themes, s.Languages = once(s.Audiences), once(s.Sections), once(s.Themes), once(s.Languages)
	u, err := url.Parse(s.Href)
	switch {
	case len(s.Themes) > MaxMarks || len(s.Sections) > MaxMarks || slices.ContainsFunc(slices.Concat(s.Themes, s.Sections), func(slug string) bool { return len(slug) > maxSlug }):
		return s, Refuse(Invalid, "Välj högst 20 teman och avsnitt i listorna.", "Choose at most 20 themes and sections in the lists.").About("theme")
	case !isCode(SupportKinds(), s.Kind) && (s.Kind != "" || s.Meeting == ""):
		return s, Refuse(Invalid, "Välj vilken sorts stöd det är.", "Choose what kind of support it is.").About("kind")
	case !areCodes(Audiences(), s.Audiences):
		return s, Refuse(Invalid, "Välj målgrupp i listan.", "Choose a target group in the list.").About("audience")
	case !areCodes(SupportLanguages(), s.Languages):
		return s, Refuse(Invalid, "Välj språk i listan.", "Choose a language in the list.").About("language")
	case s.Evidence != "" && !isCode(Evidences(), s.Evidence):
		return s, Refuse(Invalid, "Välj underlag i listan.", "Choose in the list what it rests on.").About("evidence")
	case s.Href == "" && s.File == nil:
		return s, Refuse(Invalid, "Klistra in en länk eller välj en fil.", "Paste a link or choose a file.").About("href")
	case s.Href != "" && (s.File != nil || err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(s.Href) > 2000):
		return s, Refuse(Invalid, "Länken går inte att använda. Kopiera den ur webbläsarens adressfält.", "The link cannot be used. Copy it from the address bar of the browser.").About("href")
	case s.Kind == "inspelning" && s.Captions != "no" && !isCode(SupportLanguages(), s.Captions):
		return s, Refuse(Invalid, "Säg om inspelningen har text, och på vilket språk.", "Say whether the recording has captions, and in which language.").About("captions")
	}
	if s.Kind != "inspelning" {
		s.Captions = ""
	}
	return s, nil
}

// Confirm adds an organisation to those that use what the entry leads to.
func (s Support) Confirm(organisation string) (Support, error) {
	if err := fits(&organisation, true, MaxOrganisation, "organisation"); err != nil {
		return s, err
	}
	same := func(o string) bool { return strings.EqualFold(o, organisation) }
	if s.State != SupportPublished || len(s.Confirmed) >= MaxConfirmed {
		return s, Refuse(Late, "Det går inte att bekräfta det här stödet nu.", "This support cannot be confirmed now.")
	}
	if !slices.ContainsFunc(s.Confirmed, same) && !strings.EqualFold(s.Source, organisation) {
		s.Confirmed = append(slices.Clip(s.Confirmed), organisation)
	}
	return s, nil
}

// Review is what an editor makes of an entry.
type Review struct {
	To     SupportState
	Reason Text // needed to return it or to take it off
}

// Reviewed returns the entry as an editor has judged it, at a moment.
func (s Support) Reviewed(r Review, at Instant) (Support, error) {
	s.Trusted = false
	switch r.To {
	case SupportPublished:
		s.Returned = Text{}
		if s.Published == 0 {
			s.Published = at
		}
		s.Updated = at
	case SupportReturned, SupportWithdrawn:
		if err := fitsText(&r.Reason, true, MaxTitle, "reason"); err != nil {
			return s, err
		}
		if r.To == SupportReturned && s.State != SupportProposed {
			return s, Refuse(Late, "Bara det som väntar kan skickas tillbaka.", "Only what is waiting can be returned.")
		}
		s.Returned = r.Reason
	default:
		return s, Refuse(Invalid, "Det finns inget sådant att göra. Välj en av knapparna.", "There is no such thing to do. Choose one of the buttons.")
	}
	s.State = r.To
	return s, nil
}

// once returns each of a list, in alphabetic order.
func once(list []string) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
	slices.Sort(list)
	return slices.Compact(list)
}

func isCode(list []Named, code string) bool {
	return slices.ContainsFunc(list, func(n Named) bool { return n.Code == code })
}

func areCodes(list []Named, codes []string) bool {
	return !slices.ContainsFunc(codes, func(code string) bool { return !isCode(list, code) })
}

// DiscussedAt returns the entry as one that a meeting spoke of too, and whether that is new.
func (s Support) DiscussedAt(meeting ID) (Support, bool) {
	if s.Meeting == meeting || slices.Contains(s.Discussed, meeting) || len(s.Discussed) >= MaxDiscussed {
		return s, false
	}
	s.Discussed = append(slices.Clip(s.Discussed), meeting)
	return s, true
}
