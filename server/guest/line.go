package guest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"ringain/meetings"
	"ringain/server/wire"
)

// Line is one open socket to one room. One goroutine may read while others send.
type Line struct {
	ws      *websocket.Conn
	sending sync.Mutex
}

// Heard is one downward frame: events, one of the others, or a message of the notes.
type Heard struct {
	Events  []wire.Event
	Message *wire.Message
	wire.Down
}

// Open opens a socket to the room of a meeting and says what the person has.
func (g *Guest) Open(ctx context.Context, meeting string, has wire.Position) (*Line, error) {
	return g.OpenAt(ctx, "/moten/"+meeting+"/rum", has)
}

// OpenAt is Open for a room by its address, which may be the English one.
func (g *Guest) OpenAt(ctx context.Context, room string, has wire.Position) (*Line, error) {
	ticket, err := g.Ticket(ctx, room)
	if err != nil {
		return nil, err
	}
	return g.OpenWith(ctx, room, ticket, has)
}

// OpenWith is OpenAt with a ticket that was asked for before.
func (g *Guest) OpenWith(ctx context.Context, room, ticket string, has wire.Position) (*Line, error) {
	address := "ws" + strings.TrimPrefix(g.Base, "http") + room + "/socket"
	dialer := websocket.Dialer{
		Jar: g.HTTP.Jar, HandshakeTimeout: 10 * time.Second,
		Subprotocols:    []string{wire.Protocol, wire.TicketPrefix + ticket},
		ReadBufferSize:  1 << 10,
		WriteBufferSize: 1 << 10,
	}
	ws, response, err := dialer.DialContext(ctx, address, http.Header{"Origin": {g.Base}})
	if err != nil {
		if response != nil {
			return nil, fmt.Errorf("open a socket: %s: %w", response.Status, err)
		}
		return nil, fmt.Errorf("open a socket: %w", err)
	}
	l := &Line{ws: ws}
	hello := struct {
		Hello wire.Hello `json:"hello"`
	}{wire.Hello{Position: has, Notes: wire.NotesSchema}}
	if err := ws.WriteJSON(hello); err != nil {
		ws.Close()
		return nil, err
	}
	return l, nil
}

// Hear waits for the next frame until a moment; the zero time waits for ever.
func (l *Line) Hear(until time.Time) (h Heard, err error) {
	if err := l.ws.SetReadDeadline(until); err != nil {
		return h, err
	}
	kind, body, err := l.next()
	if err != nil {
		return h, err
	}
	if kind == websocket.BinaryMessage {
		m, err := wire.DecodeMessage(body)
		return Heard{Message: &m}, err
	}
	return Decode(body)
}

// Decode reads one downward text frame.
func Decode(body []byte) (h Heard, err error) {
	if len(body) > 0 && body[0] == '[' {
		err = json.Unmarshal(body, &h.Events)
	} else {
		err = json.Unmarshal(body, &h.Down)
	}
	return h, err
}

// Frame waits for the next frame and returns it as it came.
func (l *Line) Frame() ([]byte, error) {
	_, body, err := l.next()
	return body, err
}

func (l *Line) next() (kind int, body []byte, err error) {
	kind, body, err = l.ws.ReadMessage()
	if websocket.IsCloseError(err, wire.CloseSignedOut) {
		err = errors.Join(ErrSignedOut, err)
	}
	if websocket.IsCloseError(err, wire.CloseRemoved) {
		err = errors.Join(ErrRemoved, err)
	}
	return kind, body, err
}

// Say sends a command.
func (l *Line) Say(id meetings.ID, c meetings.Command) error {
	frame, err := wire.EncodeCommand(id, c)
	if err != nil {
		return err
	}
	return l.Send(frame)
}

// Send sends a text frame as it is.
func (l *Line) Send(frame []byte) error { return l.send(websocket.TextMessage, frame) }

// SendBinary sends a binary frame as it is.
func (l *Line) SendBinary(frame []byte) error { return l.send(websocket.BinaryMessage, frame) }

func (l *Line) send(kind int, frame []byte) error {
	l.sending.Lock()
	defer l.sending.Unlock()
	if err := l.ws.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	return l.ws.WriteMessage(kind, frame)
}

// Cut breaks the line off without a word, as a lost network does.
func (l *Line) Cut() { l.ws.NetConn().Close() }

// Close says goodbye and closes the line.
func (l *Line) Close() error {
	message := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	err := l.ws.WriteControl(websocket.CloseMessage, message, time.Now().Add(time.Second))
	return errors.Join(err, l.ws.Close())
}
