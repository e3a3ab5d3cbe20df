package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"time"

	"ringain/meetings"
)

// supportInFeed is how many entries a feed of the support list has at the most: those
// that were changed last.
const supportInFeed = 500

// jsonSupport is the support list as JSON Feed 1.1. What begins with _ is an extension.
type jsonSupport struct {
	Version  string             `json:"version"`
	Title    string             `json:"title"`
	Home     string             `json:"home_page_url"`
	Feed     string             `json:"feed_url"`
	Language string             `json:"language"`
	Items    []jsonSupportEntry `json:"items"`
}

type jsonSupportEntry struct {
	ID        string             `json:"id"`
	URL       string             `json:"url"`
	External  string             `json:"external_url,omitempty"`
	Title     string             `json:"title"`
	Text      string             `json:"content_text"`
	Published string             `json:"date_published"`
	Modified  string             `json:"date_modified"`
	Tags      []string           `json:"tags,omitempty"`
	Support   jsonSupportDetails `json:"_support"`
}

type jsonSupportDetails struct {
	Source    string   `json:"source,omitempty"`
	Kind      string   `json:"kind"`
	Audiences []string `json:"audiences,omitempty"`
	Sections  []string `json:"sections,omitempty"`
	Themes    []string `json:"themes,omitempty"`
	Languages []string `json:"languages,omitempty"`
	Captions  string   `json:"captions,omitempty"`
	Evidence  string   `json:"evidence,omitempty"`
	Confirmed int      `json:"confirmed,omitempty"`
	Meeting   string   `json:"meeting,omitempty"` // the page of the meeting where it was shared
}

// supportJSON is what an address chooses of the support list as a JSON Feed.
func (w *Web) supportJSON(p *page, rw http.ResponseWriter, r *http.Request) error {
	v, err := w.supportInFeed(p, r)
	if err != nil {
		return err
	}
	f := jsonSupport{Version: "https://jsonfeed.org/version/1.1", Title: p.Title, Home: p.feedURL(v, ""), Feed: p.feedURL(v, ".json"), Language: string(p.Lang), Items: []jsonSupportEntry{}}
	for _, e := range v.Entries {
		item := jsonSupportEntry{ID: p.Site.Origin + "/stodlista/" + e.Slug, URL: p.URL("/stodlista/" + e.Slug), External: e.Href, Title: e.Title, Text: e.About,
			Published: utc(e.Published), Modified: utc(e.Updated), Tags: p.saySupport(e),
			Support: jsonSupportDetails{e.Source, e.Kind, e.Audiences, e.Sections, e.Themes, e.Languages, e.Captions, e.Evidence, len(e.Confirmed), ""}}
		if m, ok := v.Origins[e.Meeting]; ok && m.ID != "" {
			item.Support.Meeting = p.URL("/moten/" + m.Slug)
		}
		f.Items = append(f.Items, item)
	}
	text, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return serveFeed(rw, r, "application/feed+json", text)
}

// atomSupport is the support list as Atom. RFC 4287, 4.1.
type atomSupport struct {
	XMLName xml.Name           `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string             `xml:"xml:lang,attr"`
	ID      string             `xml:"id"`
	Title   string             `xml:"title"`
	Updated string             `xml:"updated"`
	Author  string             `xml:"author>name"`
	Links   []atomLink         `xml:"link"`
	Entries []atomSupportEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomSupportEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Links     []atomLink `xml:"link"`
	Summary   string     `xml:"summary"`
}

// supportAtom is what an address chooses of the support list as Atom.
func (w *Web) supportAtom(p *page, rw http.ResponseWriter, r *http.Request) error {
	v, err := w.supportInFeed(p, r)
	if err != nil {
		return err
	}
	f := atomSupport{Lang: string(p.Lang), ID: p.feedURL(v, ".atom"), Title: p.Title, Updated: utc(1), Author: p.Site.Name,
		Links: []atomLink{{"self", p.feedURL(v, ".atom")}, {"alternate", p.feedURL(v, "")}}}
	for i, e := range v.Entries {
		if i == 0 {
			f.Updated = utc(e.Updated)
		}
		entry := atomSupportEntry{ID: p.Site.Origin + "/stodlista/" + e.Slug, Title: e.Title, Published: utc(e.Published), Updated: utc(e.Updated),
			Links: []atomLink{{"alternate", p.URL("/stodlista/" + e.Slug)}}, Summary: e.About}
		if e.Href != "" {
			entry.Links = append(entry.Links, atomLink{"related", e.Href})
		}
		f.Entries = append(f.Entries, entry)
	}
	text, err := xml.Marshal(f)
	if err != nil {
		return err
	}
	return serveFeed(rw, r, "application/atom+xml", append([]byte(xml.Header), text...))
}

func (w *Web) supportInFeed(p *page, r *http.Request) (v supportView, err error) {
	v.Chosen = r.URL.Query()
	which := chosenSupport(v.Chosen)
	which.Skip, which.Limit = 0, supportInFeed
	p.Title = p.Say("Stödlistan", "The support list") + " – " + p.Site.Name
	if v.Entries, v.All, err = w.store.SupportList(r.Context(), which); err != nil {
		return v, err
	}
	return v, w.aroundSupport(r, &v)
}

// feedURL is the address of what is chosen, in a form: "", ".json" or ".atom".
func (p *page) feedURL(v supportView, form string) string {
	u := p.URL("/stodlista" + form)
	q := url.Values{}
	for name, values := range v.Chosen {
		if len(values) > 0 && values[0] != "" && name != "sida" {
			q.Set(name, values[0])
		}
	}
	if len(q) > 0 {
		u += "?" + q.Encode()
	}
	return u
}

func utc(i meetings.Instant) string {
	return i.In(time.UTC).Truncate(time.Second).Format(time.RFC3339)
}

// serveFeed answers with a whole text that other sites may read, unless whoever asks has it.
func serveFeed(rw http.ResponseWriter, r *http.Request, kind string, text []byte) error {
	sum := sha256.Sum256(text)
	h := rw.Header()
	h.Set("Content-Type", kind+"; charset=utf-8")
	h.Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
	h.Set("Cache-Control", "public, max-age=300")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(text))
	return nil
}
