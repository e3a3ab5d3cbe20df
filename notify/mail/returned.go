package mail

import (
	"bufio"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"strings"
)

// Bounds of a letter that comes back.
const (
	maxReturned = 512 << 10 // bytes that are looked at
	maxParts    = 10
	maxGroups   = 20 // receivers that it speaks of
	maxReturns  = 30 // characters before the @ of where letters come back to, so that a token fits: RFC 5321, 4.5.3.1.1
)

// returnPath is where one letter comes back to: the address for all with a token of the
// letter, studs+token@moten.example. RFC 5233.
func returnPath(address, token string) string {
	at := strings.LastIndexByte(address, '@')
	return address[:at] + "+" + token + address[at:]
}

// ReturnToken returns the token of the letter that came back to an address, and whether
// there is one.
func ReturnToken(to string) (token string, ok bool) {
	to = strings.ToLower(strings.Trim(strings.TrimSpace(to), "<>"))
	local, _, found := strings.Cut(to, "@")
	plus := strings.LastIndexByte(local, '+')
	if !found || plus < 1 || len(to) > maxAddress {
		return "", false
	}
	token = local[plus+1:]
	return token, len(token) >= 20 && len(token) <= 40 && strings.Trim(token, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

// Returned reads a message that came to where letters come back to, and reports whether it
// says that the receiver's address takes no letters, now or later:
//
//   - it is a delivery status notification (RFC 3464), which has a part that programs read;
//   - in it, what was done for a receiver is "failed", not "delayed";
//   - for good, and because of the address: its status (RFC 3463) is 5.0, 5.1, 5.2 or 5.4.
//     What is held against the letter or against us, 5.3 and 5.5 to 5.7, and what has only
//     been tried in vain for days, 4, says nothing of the address.
//
// Whatever else comes there, such as "I am on holiday", is no. It reads half a megabyte at
// the most.
func Returned(r io.Reader) (bool, error) {
	in := bufio.NewReader(io.LimitReader(r, maxReturned))
	header, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return false, errors.New("it has no header that can be read")
	}
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil || kind != "multipart/report" || !strings.EqualFold(params["report-type"], "delivery-status") || params["boundary"] == "" {
		return false, nil
	}
	parts := multipart.NewReader(in, params["boundary"])
	for range maxParts {
		part, err := parts.NextRawPart()
		if err != nil {
			return false, nil // what is cut off says nothing
		}
		switch kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind {
		case "message/delivery-status", "message/global-delivery-status": // RFC 6533
			return failed(textproto.NewReader(bufio.NewReader(part))), nil
		}
	}
	return false, nil
}

// failed reads what was done for each receiver, after what is said of all of them.
func failed(in *textproto.Reader) bool {
	if _, err := in.ReadMIMEHeader(); err != nil { // of the message: RFC 3464, 2.2
		return false
	}
	for range maxGroups {
		group, err := in.ReadMIMEHeader()
		if err != nil && !errors.Is(err, io.EOF) {
			return false // it is cut off, or no header
		}
		if strings.EqualFold(strings.TrimSpace(group.Get("Action")), "failed") && ofAddress(group.Get("Status")) {
			return true
		}
		if err != nil {
			return false
		}
	}
	return false
}

// ofAddress reports whether a status is a lasting one of the address.
func ofAddress(status string) bool {
	status, _, _ = strings.Cut(strings.TrimSpace(status), " ")
	for _, class := range []string{"5.0.", "5.1.", "5.2.", "5.4."} {
		if strings.HasPrefix(status, class) {
			return true
		}
	}
	return false
}
