package node

import (
	"fmt"
	"net"
	"sync"
)

// listen opens the socket that people come to.
func listen(address string) (*net.TCPListener, error) {
	at, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	l, err := net.ListenTCP("tcp", at)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return l, nil
}

// limited is a listener that has so many connections open at the most; the next one waits
// in the kernel until another is closed. What it accepts is the very socket, so that files
// go out without being copied, and the live room writes without waiting.
type limited struct {
	*net.TCPListener
	places chan struct{}
	over   chan struct{} // closed when nothing more is accepted
	once   sync.Once
}

func limit(l *net.TCPListener, most int) *limited {
	return &limited{TCPListener: l, places: make(chan struct{}, most), over: make(chan struct{})}
}

// Accept waits for a place, and then for a connection.
func (l *limited) Accept() (net.Conn, error) {
	select {
	case l.places <- struct{}{}:
	case <-l.over:
		return nil, net.ErrClosed
	}
	c, err := l.AcceptTCP()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &placed{TCPConn: c, places: l.places}, nil
}

// Close ends the accepting.
func (l *limited) Close() error {
	l.once.Do(func() { close(l.over) })
	return l.TCPListener.Close()
}

// placed is a connection that has one of the places.
type placed struct {
	*net.TCPConn
	places chan struct{}
	once   sync.Once
}

// Close gives the place back.
func (p *placed) Close() error {
	defer p.once.Do(func() { <-p.places })
	return p.TCPConn.Close()
}
