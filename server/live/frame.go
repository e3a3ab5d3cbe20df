package live

import (
	"encoding/binary"
	"encoding/json"

	"github.com/gorilla/websocket"

	"ringain/server/wire"
)

// frame is one message to a socket as it is written, head and all (RFC 6455, 5.2).
// It is built once, shared by all who get it, and never changed.
type frame []byte

// newFrame makes a whole frame of a kind: text, binary, ping, pong or close.
func newFrame(kind int, body []byte) frame { return append(beginFrame(kind, len(body)), body...) }

// maxHead is how long the head of a frame is at the most, in bytes.
const maxHead = 10

// beginFrame makes the head of a frame, with room for as much as is to follow.
func beginFrame(kind, size int) frame {
	return appendHead(make(frame, 0, maxHead+size), kind, size)
}

// appendHead appends the head of a frame.
func appendHead(f frame, kind, size int) frame {
	const final, in16bits, in64bits = 0x80, 126, 127
	f = append(f, final|byte(kind))
	switch {
	case size < in16bits:
		return append(f, byte(size))
	case size < 1<<16:
		return binary.BigEndian.AppendUint16(append(f, in16bits), uint16(size))
	}
	return binary.BigEndian.AppendUint64(append(f, in64bits), uint64(size))
}

// eventsFrame makes a frame of events as a JSON array.
func eventsFrame(events [][]byte) frame {
	size := 1 + len(events)
	for _, e := range events {
		size += len(e)
	}
	f := beginFrame(websocket.TextMessage, size)
	for i, e := range events {
		f = append(f, "[,"[min(i, 1)])
		f = append(f, e...)
	}
	return append(f, ']')
}

// frameOf makes a frame of a downward message that is no event.
func frameOf(d wire.Down) frame {
	body, err := json.Marshal(d)
	if err != nil {
		body = []byte(`{}`) // values of package wire can always be encoded
	}
	return newFrame(websocket.TextMessage, body)
}
