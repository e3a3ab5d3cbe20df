package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// asker is a connection on which one request is put after the other, as a proxy or a
// calendar app does.
type asker struct {
	conn net.Conn
	from *bufio.Reader
}

// answer is what a request was answered with.
type answer struct {
	status int
	size   int64       // of the body
	cookie string      // the first that was set, as it is sent back
	tag    string      // its ETag
	fields [][2]string // of the head
	body   []byte      // when it was wanted
}

func newAsker(address string) (*asker, error) {
	a := &asker{}
	return a, a.connect(address, nil)
}

// connect connects anew, from an address when there is one.
func (a *asker) connect(address string, from net.Addr) error {
	dialer := net.Dialer{LocalAddr: from}
	conn, err := dialer.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		return err
	}
	if a.conn = conn; a.from == nil {
		a.from = bufio.NewReaderSize(conn, 16<<10)
	}
	a.from.Reset(conn)
	return nil
}

func (a *asker) close() {
	if a.conn != nil {
		a.conn.Close()
	}
}

// ask puts one request as it stands and reads the answer; its body only when it is wanted.
func (a *asker) ask(request []byte, wanted bool) (r answer, err error) {
	a.conn.SetDeadline(time.Now().Add(60 * time.Second))
	if _, err := a.conn.Write(request); err != nil {
		return r, err
	}
	for first := true; ; first = false {
		line, err := a.from.ReadSlice('\n')
		if err != nil {
			return r, err
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			break
		}
		if first {
			_, rest, _ := bytes.Cut(line, []byte(" "))
			if r.status, err = strconv.Atoi(string(rest[:min(3, len(rest))])); err != nil {
				return r, fmt.Errorf("%s: %w", line, err)
			}
			continue
		}
		r.head(line)
		if wanted {
			name, value, _ := strings.Cut(string(line), ": ")
			r.fields = append(r.fields, [2]string{name, value})
		}
	}
	if wanted {
		r.body = make([]byte, r.size)
		_, err = io.ReadFull(a.from, r.body)
	} else {
		_, err = a.from.Discard(int(r.size))
	}
	return r, err
}

// head takes in one line of the head of an answer.
func (r *answer) head(line []byte) {
	name, value, _ := bytes.Cut(line, []byte(": "))
	switch string(name) {
	case "Content-Length":
		r.size, _ = strconv.ParseInt(string(value), 10, 64) // zero when it is no number: then nothing is read
	case "Set-Cookie":
		if r.cookie == "" {
			cookie, _, _ := bytes.Cut(value, []byte(";"))
			r.cookie = string(cookie)
		}
	case "Etag":
		r.tag = string(value)
	}
}

// request writes a request with a body, which may be empty.
func request(method, address, path, head, body string) []byte {
	return fmt.Appendf(nil, "%s %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n%s",
		method, path, strings.TrimPrefix(address, "http://"), head, len(body), body)
}
