package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"
)

// Kinds of frames: RFC 6455, 5.2.
const (
	text = 0x1
	ping = 0x9
	pong = 0xA
)

// frameIn returns the first frame of some bytes as a server sends it, and how many bytes
// it takes; none of them while it has not come whole.
func frameIn(b []byte) (kind byte, body []byte, size int) {
	const in16bits, in64bits = 126, 127
	if len(b) < 2 {
		return 0, nil, 0
	}
	head, n := 2, uint64(b[1]&0x7F)
	switch {
	case n == in16bits && len(b) >= 4:
		head, n = 4, uint64(binary.BigEndian.Uint16(b[2:]))
	case n == in64bits && len(b) >= 10:
		head, n = 10, binary.BigEndian.Uint64(b[2:])
	case n >= in16bits:
		return 0, nil, 0
	}
	if uint64(len(b)-head) < n {
		return 0, nil, 0
	}
	return b[0] & 0x0F, b[head : head+int(n)], head + int(n)
}

// unmasked makes a whole frame as a server sends it.
func unmasked(kind byte, body []byte) []byte { return append(frameHead(kind, 0, len(body)), body...) }

// masked makes a whole frame as a client sends it, with a mask of zeros: RFC 6455, 5.3.
func masked(kind byte, body []byte) []byte {
	return append(append(frameHead(kind, 0x80, len(body)), 0, 0, 0, 0), body...)
}

func frameHead(kind, mask byte, size int) []byte {
	const final, in16bits = 0x80, 126
	if size < in16bits {
		return []byte{final | kind, mask | byte(size)}
	}
	return binary.BigEndian.AppendUint16([]byte{final | kind, mask | in16bits}, uint16(size))
}

// upgrade writes the request for a socket.
func upgrade(address, path, head string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: cmluZ2FpbiBpIG1vdGVuIQ==\r\n%s\r\n", path, strings.TrimPrefix(address, "http://"), head)
}

var errLater = errors.New("not just now")

// openSocket asks for a socket at an address, and leaves it outside of Go's own list of
// sockets. It returns what came after the head of the answer.
func openSocket(ctx context.Context, address, path, head string) (fd int, rest []byte, err error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		return 0, nil, err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(30 * time.Second))
	if _, err := conn.Write(upgrade(address, path, head)); err != nil {
		return 0, nil, err
	}
	from := bufio.NewReaderSize(conn, 2<<10)
	for line := " "; line != ""; {
		if line, err = from.ReadString('\n'); err != nil {
			return 0, nil, err
		}
		if strings.HasPrefix(line, "HTTP/1.1 503 ") {
			return 0, nil, errLater
		}
		if strings.HasPrefix(line, "HTTP/") && !strings.Contains(line, " 101 ") {
			return 0, nil, fmt.Errorf("no socket: %s", strings.TrimSpace(line))
		}
		line = strings.TrimSpace(line)
	}
	rest, err = from.Peek(from.Buffered())
	if err != nil {
		return 0, nil, err
	}
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		return 0, nil, err
	}
	failed := raw.Control(func(old uintptr) { fd, err = syscall.Dup(int(old)) })
	if failed != nil {
		return 0, nil, failed
	}
	return fd, rest, err
}
