package letter

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"net/url"
	"strings"

	"ringain/meetings"
)

// Token is what a follower's own page is found by: in every letter to them, and nowhere
// else. It is made of who they are and of the installation's secret, and so is the same in
// every letter.
func Token(secret []byte, follower meetings.ID) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("follower\x00" + follower))
	sum := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)[:16]) // 128 bits
	return string(follower) + "." + strings.ToLower(sum)
}

// Whose returns the follower that a token is of, and whether it is one.
func Whose(secret []byte, token string) (follower meetings.ID, ok bool) {
	id, _, found := strings.Cut(token, ".")
	return meetings.ID(id), found && hmac.Equal([]byte(Token(secret, meetings.ID(id))), []byte(token))
}

// ReturnToken is by what one letter is known when it comes back. It is made of the letter
// and of the installation's secret: nobody else can make one, and it is the same whenever
// the letter is sent.
func ReturnToken(secret []byte, message, receiver meetings.ID) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("returned\x00" + message + "\x00" + receiver))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(mac.Sum(nil)[:16])) // 128 bits
}

// StopAddress is the address that a POST to ends letters about some themes. RFC 8058.
func StopAddress(origin string, lang meetings.Lang, token string, themes []string) string {
	return origin + lang.Path("/folj/"+token+"/sluta") + "?" + url.Values{"tema": themes}.Encode()
}
