package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"ringain/meetings"
)

// do carries out one command that was posted as a form from the page of a room.
func (w *Web) do(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	if r.PostForm.Get("do") == "caller.code" {
		if _, err := w.change.PersonalCode(r.Context(), p.Person, room.Meeting.ID); err != nil {
			return err
		}
		return see(rw, r, p, meetingPath(room.Meeting)+"/rum")
	}
	if r.PostForm.Get("do") == "material.share" {
		return w.bring(p, rw, r, room)
	}
	c, err := command(r.PostForm, room)
	if err == nil {
		err = w.inPace(p, room.Meeting)
	}
	if err == nil {
		_, err = w.change.Do(r.Context(), p.Person, room.Meeting.ID, commandID(r.PostForm), c)
	}
	show, back := w.roomWith, meetingPath(room.Meeting)+"/rum"
	if r.PostForm.Get("back") == "sida" { // it was asked on the page of the meeting
		show, back = w.meetingAsks, meetingPath(room.Meeting)+"#fragor"
		if _, ok := materialCommand(r.PostForm); ok {
			back = meetingPath(room.Meeting) + "#material"
		}
	}
	if err != nil {
		return w.again(p, rw, r, err, show)
	}
	return see(rw, r, p, back)
}

// commandID makes the identity of a command of all that was posted, the page's own
// random text among it: the same form sent twice has one effect, and two different
// buttons of one page have two.
func commandID(posted url.Values) meetings.ID {
	if len(posted.Get("id")) < 16 {
		return "" // not from our page; refused as a command without identity
	}
	sum := sha256.Sum256([]byte(posted.Encode()))
	return meetings.ID(hex.EncodeToString(sum[:16]))
}

// command reads a command from a form. The field do names it, and may say more after
// a space: "agenda.extend 5", "agenda.move up".
func command(posted url.Values, room meetings.Room) (meetings.Command, error) {
	if c, ok := queueCommand(posted, room); ok {
		return c, nil
	}
	if c, ok := signalCommand(posted); ok {
		return c, nil
	}
	if c, ok := dutyCommand(posted); ok {
		return c, nil
	}
	if c, ok := houseCommand(posted); ok {
		return c, nil
	}
	if c, ok := questionCommand(posted); ok {
		return c, nil
	}
	if c, ok := pollCommand(posted); ok {
		return c, nil
	}
	if c, ok := materialCommand(posted); ok {
		return c, nil
	}
	name, more, _ := strings.Cut(posted.Get("do"), " ")
	item := meetings.ItemID(posted.Get("item"))
	switch name {
	case "agenda.add", "agenda.edit":
		minutes, err := number(posted, "minutes")
		if name == "agenda.edit" {
			return meetings.EditItem{Item: item, Title: posted.Get("title"), Minutes: minutes, Presenter: posted.Get("presenter"), Round: posted.Has("round")}, err
		}
		return meetings.AddItem{Title: posted.Get("title"), Minutes: minutes, Presenter: posted.Get("presenter"), Round: posted.Has("round")}, err
	case "agenda.paste":
		return meetings.PasteItems{Text: posted.Get("text")}, nil
	case "agenda.move":
		by := map[string]int{"up": -1, "down": 1}[more]
		return meetings.MoveItem{Item: item, To: room.Agenda.Find(item) + by}, nil
	case "agenda.remove":
		return meetings.RemoveItem{Item: item}, nil
	case "agenda.start":
		return meetings.StartAgenda{}, nil
	case "agenda.next":
		return meetings.NextItem{From: item}, nil
	case "agenda.open":
		return meetings.OpenItem{Item: item}, nil
	case "agenda.extend":
		minutes, _ := strconv.Atoi(more)
		return meetings.ExtendItem{Item: item, Minutes: minutes}, nil
	case "agenda.park":
		return meetings.ParkItem{Item: item}, nil
	case "agenda.return":
		return meetings.ReturnItem{Item: item}, nil
	case "agenda.carry":
		return meetings.CarryItem{Item: item}, nil
	case "agenda.settle":
		return meetings.SettleItem{Item: item, State: meetings.ItemState(more)}, nil
	case "agenda.end":
		return meetings.EndAgenda{}, nil
	case "notes.lock":
		return meetings.LockNotes{}, nil
	case "notes.unlock":
		return meetings.UnlockNotes{}, nil
	}
	return nil, meetings.Refuse(meetings.Invalid, "Det finns inget sådant att göra. Välj en av knapparna.",
		"There is no such thing to do. Choose one of the buttons.")
}

// number reads a whole number; an empty field is 0.
func number(posted url.Values, name string) (int, error) {
	text := strings.TrimSpace(posted.Get(name))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, meetings.Refuse(meetings.Invalid, "Skriv ett helt tal med siffror, till exempel 10.",
			"Write a whole number in digits, such as 10.").About(name)
	}
	return n, nil
}
