package web

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
)

// ordersView is where those who rang in want the minutes of a meeting, for organisers.
type ordersView struct {
	Room   meetings.Room
	Orders []meetings.SummaryOrder
	Form   form
}

// ordersPath is the address of where the minutes of a meeting are sent on request.
func ordersPath(m meetings.Meeting) string { return minutesPath(m) + "/bestallda" }

// summaryOrders is where an organiser notes that somebody on the telephone wants the minutes,
// and sees to what does not go by itself. The line in the address says who asks.
func (w *Web) summaryOrders(p *page, r *http.Request) (body, error) {
	f := w.fresh()
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	line, _ := strconv.Atoi(r.URL.Query().Get("telefon"))
	for _, c := range room.Callers {
		if c.Line == line {
			f.Values.Set("who", roomView{Room: room, Words: w.wordsFor(p, room).Words}.nameOf(asTurn(c)))
		}
	}
	return w.ordersWith(p, r, f)
}

func (w *Web) ordersWith(p *page, r *http.Request, f form) (body, error) {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return nil, err
	}
	v := ordersView{Room: room, Form: f}
	if v.Orders, err = w.store.SummaryOrders(r.Context(), room.Meeting.ID); err != nil {
		return nil, err
	}
	p.Title, p.Private, p.NoIndex = p.Say("Sammanfattning till den som ringer in", "Summary for those who ring in"), true, true
	p.Path = ordersPath(room.Meeting)
	return ordersPage(p, v), nil
}

// orderSummary notes an order, or that one is seen to.
func (w *Web) orderSummary(p *page, rw http.ResponseWriter, r *http.Request) error {
	room, _, err := w.roomOf(p, r)
	if err != nil {
		return err
	}
	f := form{Values: r.PostForm}
	if done := r.PostForm.Get("done"); done != "" {
		err = w.change.SettleSummary(r.Context(), p.Person, room.Meeting.ID, meetings.ID(done))
	} else {
		err = w.change.OrderSummary(r.Context(), p.Person, meetings.SummaryOrder{ID: f.identity(), Meeting: room.Meeting.ID, Who: f.Value("who"),
			How: meetings.SummaryWay(f.Value("how")), Address: f.Value("address"), Lang: p.Lang})
	}
	if err != nil {
		return w.again(p, rw, r, err, w.ordersWith)
	}
	return see(rw, r, p, ordersPath(room.Meeting))
}

// printSummary is published minutes to print, with the address of one who ordered them.
func (w *Web) printSummary(p *page, r *http.Request) (body, error) {
	room, m, err := w.minutesOf(p, r)
	if err != nil {
		return nil, err
	}
	if !m.Shown() {
		return nil, meetings.Refuse(meetings.Unknown, "Minnesanteckningarna är inte publicerade.", "The minutes are not published.")
	}
	orders, err := w.store.SummaryOrders(r.Context(), room.Meeting.ID)
	if err != nil {
		return nil, err
	}
	for _, o := range orders {
		if o.ID == meetings.ID(chi.URLParam(r, "order")) {
			p.Title, p.Private, p.NoIndex = p.minutesTitle(room.Meeting), true, true
			return printedSummary(p, minutesView{Meeting: room.Meeting, Minutes: m, Parts: readParts(m.Parts)}, o), nil
		}
	}
	return nil, meetings.Refuse(meetings.Unknown, "Den är redan skickad och borttagen.", "It is sent already, and removed.")
}

// sayWay says how a summary is sent.
func (p *page) sayWay(way meetings.SummaryWay) string {
	for _, n := range meetings.SummaryWays() {
		if n.Code == string(way) {
			return p.In(n.Name)
		}
	}
	return string(way)
}

// sayNext says what is to be done about an order.
func (p *page) sayNext(v ordersView, o meetings.SummaryOrder) string {
	switch {
	case o.How == meetings.SummaryBySMS:
		return p.Say("Skicka länken för hand när anteckningarna är publicerade.", "Send the link by hand when the minutes are published.")
	case o.How == meetings.SummaryByEmail && p.Letters:
		return p.Say("Skickas av sig själv när anteckningarna publiceras.", "Is sent by itself when the minutes are published.")
	case o.How == meetings.SummaryByEmail:
		return p.Say("Skicka den för hand: ingen e-postserver är inställd.", "Send it by hand: no mail server is set.")
	case v.Room.Meeting.Published == 0:
		return p.Say("Skriv ut när anteckningarna är publicerade.", "Print when the minutes are published.")
	}
	return p.Say("Skriv ut och posta.", "Print and post.")
}
