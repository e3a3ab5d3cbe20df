package live

import (
	"net/http"

	"github.com/gorilla/websocket"

	"ringain/server/wire"
)

// stockProtocol is the subprotocol that a stock Yjs client may name, since a browser
// gives up a socket whose subprotocol nobody answers.
const stockProtocol = "y"

// stockSocket opens a socket that speaks y-protocols only, for any stock Yjs client. Such a
// client comes back by itself, and cannot ask for a ticket before that: so its session
// is known by the cookie, which browsers send from our own pages only, and by the Origin
// that they send with it. Without a session it may only read.
func (h *Hub) stockSocket(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") != "" && !h.fromOurPages(r) {
		http.Error(w, "A socket is opened from the pages of this installation only.", http.StatusForbidden)
		return
	}
	id, ok := h.meeting(w, r)
	if !ok || !h.letIn(w, r, id) {
		return
	}
	upgrader := h.upgrader
	upgrader.Subprotocols = []string{stockProtocol}
	upgrader.CheckOrigin = func(*http.Request) bool { return true } // looked at above
	h.serve(w, r, id, upgrader, true)
}

// pingStock asks the stock clients whether they are there. They give up a connection
// that has said nothing for 30 seconds, and pings do not count with them: so they are
// told that nobody has moved.
func (r *room) pingStock() {
	nothing := newFrame(websocket.BinaryMessage, wire.AppendStates(nil, nil))
	ping := newFrame(websocket.PingMessage, nil)
	for c := range r.notes.hearers {
		if c.stock && !(c.push(nothing) && c.push(ping)) {
			r.drop(c)
		}
	}
}
