package web

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"rsc.io/qr"
)

func TestTheCodeOfAMeetingIsItsAddressAsAPicture(t *testing.T) {
	w := season(t)
	a := w.get("/en" + january + "/qr.svg")
	if a.StatusCode != http.StatusOK || a.Header.Get("Content-Type") != "image/svg+xml" {
		t.Fatalf("status %d, %s", a.StatusCode, a.Header.Get("Content-Type"))
	}
	var svg struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			D string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(a.text), &svg); err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(origin+"/en"+january, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("0 0 %d %[1]d", code.Size+8); svg.ViewBox != want || len(svg.Paths) != 2 {
		t.Fatalf("the picture is %q, want %q", svg.ViewBox, want)
	}
	black := map[[2]int]bool{}
	for _, stroke := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-\d+z`).FindAllStringSubmatch(svg.Paths[1].D, -1) {
		var x, y, n int
		fmt.Sscan(stroke[1], &x)
		fmt.Sscan(stroke[2], &y)
		fmt.Sscan(stroke[3], &n)
		for i := range n {
			black[[2]int{x + i - 4, y - 4}] = true
		}
	}
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) != black[[2]int{x, y}] {
				t.Fatalf("the module at %d, %d is wrong", x, y)
			}
		}
	}
}
