package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"ringain/meetings"
)

func TestSignalsWithoutScripts(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	post := func(do string, more url.Values) answer {
		more.Set("id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"+do)
		more.Set("do", do)
		return w.post(january+"/rum/gor", more)
	}
	post("signal.add", url.Values{"kind": {"risk"}, "text": {"Vi <orkar> inte"}, "county": {"22"}, "nameless": {"1"}})
	page := w.get(january + "/rum").text
	for _, want := range []string{"Vi &lt;orkar&gt; inte", "utan namn", "Västernorrland", "Risker", `value="signal.withdraw"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(page, `value="signal.hide"`) || strings.Contains(page, `"by":"`) {
		t.Error("a guest is offered to hide it, or told whose it is")
	}
}

func TestTheSummaryOfWhatWasRefusedLeadsToTheField(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	joined(w)
	long := strings.Repeat("å", 600)
	for _, wrong := range []url.Values{
		{"do": {"signal.add"}, "kind": {"risk"}},
		{"do": {"signal.add"}, "text": {"x"}},
		{"do": {"queue.ask"}, "note": {long}},
		{"do": {"question.ask"}, "text": {long}},
	} {
		wrong.Set("id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		page := w.post(january+"/rum/gor", wrong).text
		link := regexp.MustCompile(`<li><a href="#([^"]+)">`).FindStringSubmatch(page)
		if link == nil {
			t.Errorf("%v is not refused with a link", wrong)
		} else if n := strings.Count(page, `id="`+link[1]+`"`); n != 1 {
			t.Errorf("%v: %d places are called %s", wrong, n, link[1])
		}
	}
}

func TestTheDayAfterAMeetingItsPageSaysWhatWasSharedAndNobodysName(t *testing.T) {
	w := runner(t)
	w.run(meetings.StartAgenda{})
	w.says(meetings.Need, "Någon att ringa på kvällen")
	w.says(meetings.BrightSpot, "Fler kom än förra gången")
	w.sees(january, "", "Någon att ringa")
	if !strings.Contains(w.get(january+"/rum").text, `id="ring-in"`) {
		t.Error("nobody is told how to ring in")
	}
	w.run(meetings.EndAgenda{})
	w.sees(january, "Behov Någon att ringa på kvällen Granviks kommun", "Dee Ros")
	w.sees("/en"+january, "Bright spots Fler kom än förra gången Granviks kommun", "Dee Ros")
	if strings.Contains(w.get(january+"/rum").text, `id="ring-in"`) {
		t.Error("one may ring in to a meeting that has ended")
	}
}
