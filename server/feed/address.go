package feed

import (
	"fmt"
	"net/url"
	"strconv"

	"ringain/meetings"
)

// kind is one of the sorts of feed.
type kind string

const (
	themed   kind = "tema"
	all      kind = "alla"
	webinars kind = "webbinarier"
	chosen   kind = "kalender"
	single   kind = "moten"
	private  kind = "planera/kalender"
)

// format is how a feed is written; its text is the ending of the address.
type format string

const (
	calendar format = ".ics"
	jsonFeed format = ".json"
	atom     format = ".atom"
)

// variant is what a reader may ask for after the address. There are few, so that there
// are few copies of each feed; whatever else is asked for is as if it were not.
type variant struct {
	hides bool // ?installda=dolj: without the cancelled meetings
	alarm int  // ?paminn=15: with an alarm so many minutes before, 0 for none
}

// variantOf reads what was asked for.
func variantOf(query string, f format) (v variant) {
	if query == "" {
		return v
	}
	asked, err := url.ParseQuery(query)
	if err != nil {
		return v
	}
	v.hides = asked.Get("installda") == "dolj"
	switch n, _ := strconv.Atoi(asked.Get("paminn")); n {
	case 10, 15, 30, 60:
		if f == calendar {
			v.alarm = n
		}
	}
	return v
}

// query is what is asked for, always written alike.
func (v variant) query() string {
	q := ""
	if v.hides {
		q = "&installda=dolj"
	}
	if v.alarm > 0 {
		q += fmt.Sprintf("&paminn=%d", v.alarm)
	}
	if q == "" {
		return ""
	}
	return "?" + q[1:]
}

// address is which feed is asked for.
type address struct {
	kind    kind
	name    string // slug, token or secret; empty for those that have none
	lang    meetings.Lang
	format  format
	variant variant
}

// page returns the path of the page about the same; the feed is there with its ending
// after it.
func (a address) page() string {
	if a.name == "" {
		return a.lang.Path("/" + string(a.kind))
	}
	return a.lang.Path("/" + string(a.kind) + "/" + a.name)
}

// shown is the path of a page about the same that is there.
func (a address) shown() string {
	switch a.kind {
	case all, webinars:
		return a.lang.Path("/moten")
	case private:
		return a.lang.Path("/planera")
	}
	return a.page()
}

func (a address) path() string { return a.page() + string(a.format) + a.variant.query() }

// stays reports whether a feed is kept in memory whatever else is: the plain ones of
// which there are few.
func (a address) stays() bool {
	return a.variant == variant{} && (a.kind == themed || a.kind == all || a.kind == webinars)
}
