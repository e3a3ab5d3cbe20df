package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"ringain/meetings"
	"ringain/server/change"
)

// pdf is a small file, and the address that it is served at.
func pdf(name string) (content, href string) {
	content = "%PDF-1.7\n" + name
	sum := sha256.Sum256([]byte(content))
	return content, "/filer/" + hex.EncodeToString(sum[:]) + "/" + name
}

// uploads has somebody send a file as a form without scripts does, and returns the identity of the upload.
func (w *world) uploads(owner meetings.ID, name, content string) string {
	w.t.Helper()
	u, err := w.change.KeepFile(w.t.Context(), meetings.Upload{Owner: string(owner), Name: name}, strings.NewReader(content))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(u.ID)
}

func TestAFileIsSharedInTheRoomAndOnThePageOfTheMeetingWithoutScripts(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	cy := meetings.Person{ID: "cy", Name: "Cy Lind", Organisation: "Granviks kommun", Role: meetings.Guest}
	w.signIn(cy)
	room := w.get(january + "/rum").text
	onPage(t, room, `enctype="multipart/form-data"`, `name="meeting" value="`+strings.TrimPrefix(january, "/moten/")+`"`, `value="`+january+`/rum#dela-material"`, "högst 25 MB", "Det föreslås också till stödlistan")

	content, href := pdf("Krisplan.pdf")
	sent := w.uploads("cy", "Krisplan.pdf", content)
	a := w.get(january + "/rum?fil=" + sent)
	onPage(t, a.text, "Krisplan.pdf", "PDF, 1 kB", `name="fil" value="`+sent+`"`)
	share := func(path string, more url.Values) answer {
		more.Set("id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"+uuid.NewString())
		more.Set("do", "material.share")
		return w.post(path, more)
	}
	if a := share(january+"/rum/gor", url.Values{"fil": {sent}, "address": {"https://granvik.example.org/mer"}, "called": {"Krisplan för skolan"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.StatusCode, parse(t, a.text).main())
	}
	onPage(t, w.get(january+"/rum").text, `href="`+href+`"`, "Krisplan för skolan", "PDF, 1 kB", "granvik.example.org/mer", "Föreslaget till stödlistan")

	again := share(january+"/rum/gor", url.Values{"fil": {w.uploads("cy", "Annat namn.pdf", content)}})
	onPage(t, again.text, "redan delat i mötet: Krisplan för skolan", "Annat namn.pdf")
	gone := share(january+"/rum/gor", url.Values{"fil": {"none"}})
	onPage(t, gone.text, "finns inte kvar")
	other, _ := pdf("annans.pdf")
	if a := share(january+"/rum/gor", url.Values{"fil": {w.uploads("bo", "annans.pdf", other)}}); a.StatusCode == http.StatusSeeOther {
		t.Error("what somebody else has sent is shared")
	}

	inside, href := pdf("Internt.pdf")
	if a := share(january+"/rum/gor", url.Values{"back": {"sida"}, "fil": {w.uploads("cy", "Internt.pdf", inside)}, "unlisted": {"1"}}); a.Header.Get("Location") != january+"#material" {
		t.Fatalf("%d to %s", a.StatusCode, a.Header.Get("Location"))
	}
	onPage(t, w.get(january).text, `href="`+href+`"`, `value="`+january+`#dela-material"`)
	w.signIn(editor)
	onPage(t, w.get("/planera/stodlista").text, "Krisplan för skolan")
	if strings.Contains(w.get("/planera/stodlista").text, "Internt.pdf") {
		t.Error("what was to stay in the meeting is proposed")
	}
}

func TestAFileThatIsOnTheListIsOfferedBeforeItIsShared(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 12.00")
	content, _ := pdf("Handbok.pdf")
	f, err := w.change.Upload(t.Context(), meetings.ID(w.uploads("editor", "Handbok.pdf", content)))
	if err != nil {
		t.Fatal(err)
	}
	file, _ := f.File()
	if _, err := w.change.ProposeSupport(editor, "", "0123456789abcdef-form", meetings.Support{Title: "Handbok om sömn", Kind: "stod", File: &file}); err != nil {
		t.Fatal(err)
	}
	w.signIn(meetings.Person{ID: "cy", Name: "Cy Lind", Organisation: "Granviks kommun", Role: meetings.Guest})
	sent := w.uploads("cy", "kopia.pdf", content)
	found := w.post(january+"/rum/finns", url.Values{"fil": {sent}, "title": {"Något"}})
	onPage(t, found.text, `"file":"`+file.Hash+`"`, "Handbok om sömn", `"same":true`)
	a := w.post(january+"/rum/gor", url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "do": {"material.share"}, "fil": {sent}})
	onPage(t, a.text, "Finns det redan?", "Handbok om sömn", `name="seen" value="`+file.Hash+`"`, `name="fil" value="`+sent+`"`)
	id := regexp.MustCompile(`name="entry" value="([^"]+)"`).FindStringSubmatch(a.text)
	w.post(january+"/rum/gor", url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ2"}, "do": {"material.share"}, "entry": {id[1]}})
	onPage(t, w.get("/stodlista/handbok-om-somn").text, "Granviks kommun", "Diskuterad på")
}

func TestAPresenterAddsAFileAndNobodyElseSharesIt(t *testing.T) {
	w := season(t)
	w.now = at(t, "2027-01-19 09.00")
	m, err := w.store.Meeting(t.Context(), strings.TrimPrefix(january, "/moten/"))
	if err != nil {
		t.Fatal(err)
	}
	link, err := w.change.AddPresenter(editor, m.ID, "", "Åsa Öberg", "Region Mellanlandet")
	if err != nil {
		t.Fatal(err)
	}
	path := presenterPath(link)
	page := w.get(path)
	onPage(t, page.text, `name="presenter" value="`+link.Secret+`"`, `enctype="multipart/form-data"`, `<meta name="robots" content="noindex"`)
	content, href := pdf("Bilder.pdf")
	sent := w.uploads(change.PresenterOf(link).ID, "Bilder.pdf", content)
	onPage(t, w.get(path+"?fil="+sent).text, "Bilder.pdf", "PDF, 1 kB")
	w.post(path, url.Values{"id": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, "do": {"material.share"}, "fil": {sent}})
	onPage(t, w.get(path).text, `href="`+href+`"`)
	onPage(t, w.get(january).text, `href="`+href+`"`, "Åsa Öberg")

	// making private links is for organisers alone
	for _, someone := range []meetings.Person{{}, {ID: "cy", Name: "Cy", Role: meetings.Guest}} {
		clear(w.cookies)
		if someone.ID != "" {
			w.signIn(someone)
		}
		for _, a := range []answer{w.get(january + "/inledare"), w.post(january+"/inledare", url.Values{"name": {"Bo"}}), w.post(january+"/inledare", url.Values{"revoke": {link.Secret}})} {
			if a.StatusCode < 400 || strings.Contains(a.text, link.Secret) {
				t.Errorf("%q sees the private links: %d", someone.Name, a.StatusCode)
			}
		}
	}
	if a := w.get(path); a.StatusCode != http.StatusOK {
		t.Errorf("somebody else has revoked it: %d", a.StatusCode)
	}
}
