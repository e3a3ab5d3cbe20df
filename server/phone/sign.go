package phone

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"
)

// The headers of a signed event.
const (
	TimeHeader      = "Ringain-Time"
	SignatureHeader = "Ringain-Signature"
)

// window is how far the time of an event may be from ours.
const window = 5 * time.Minute

// Sign signs a body at a moment, in the headers of a request.
func Sign(h http.Header, key, body []byte, at time.Time) {
	seconds := strconv.FormatInt(at.Unix(), 10)
	h.Set(TimeHeader, seconds)
	h.Set(SignatureHeader, hex.EncodeToString(sum(key, seconds, body)))
}

func sum(key []byte, seconds string, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(seconds))
	mac.Write([]byte("."))
	mac.Write(body)
	return mac.Sum(nil)
}

// signed reports whether a body was signed with our key, a short while ago.
func (p *Phone) signed(h http.Header, body []byte) bool {
	seconds := h.Get(TimeHeader)
	at, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || len(seconds) > 12 {
		return false
	}
	if off := p.Now().Sub(time.Unix(at, 0)); off > window || off < -window {
		return false
	}
	given, err := hex.DecodeString(h.Get(SignatureHeader))
	return err == nil && hmac.Equal(given, sum(p.Key, seconds, body))
}
