package web

import (
	"strings"
	"testing"
	"time"

	"ringain/meetings"
)

func TestThePageOfWhatIsKeptHasEveryKindInBothLanguages(t *testing.T) {
	w := empty(t)
	terms := meetings.UsualTerms()
	terms.Rooms = 30 * 24 * time.Hour
	w.web.terms = terms
	for path, lang := range map[string]meetings.Lang{"/vad-vi-sparar": meetings.SV, "/en/vad-vi-sparar": meetings.EN} {
		for _, k := range meetings.WhatIsKept(terms) {
			w.sees(path, k.What.In(lang))
		}
	}
	w.sees("/vad-vi-sparar", "30 dagar Vem som sade, frågade, delade och gjorde vad i rummet", "90 dagar")
	if !strings.Contains(w.get("/").text, `href="/vad-vi-sparar"`) {
		t.Error("no page leads there")
	}
}
