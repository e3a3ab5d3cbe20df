package reach

import (
	"errors"
	"io"
	"net/http"
)

// ErrLarge is why an answer is not read to its end.
var ErrLarge = errors.New("the answer is larger than it may be")

// bounded reads no more of an answer than most bytes.
type bounded struct {
	by   http.RoundTripper
	most int64
}

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	a, err := b.by.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if a.ContentLength > b.most {
		return nil, errors.Join(ErrLarge, a.Body.Close())
	}
	a.Body = &boundedBody{a.Body, b.most}
	return a, nil
}

type boundedBody struct {
	io.ReadCloser
	left int64
}

func (b *boundedBody) Read(into []byte) (n int, err error) {
	if int64(len(into)) > b.left+1 {
		into = into[:b.left+1]
	}
	n, err = b.ReadCloser.Read(into)
	if b.left -= int64(n); b.left < 0 {
		return 0, ErrLarge
	}
	return n, err
}
