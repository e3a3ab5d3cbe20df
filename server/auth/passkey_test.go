package auth_test

import (
	"strings"
	"testing"

	"ringain/server/auth"
)

func TestWhereBrowsersTakeNoPasskeysItIsSaidWhy(t *testing.T) {
	for origin, why := range map[string]string{
		"https://moten.example": "", "https://moten.example:8443": "", "http://localhost:8080": "",
		"http://moten.example": "https://moten.example", "http://127.0.0.1:8080": "127.0.0.1 is a number", "https://[2001:db8::1]": "2001:db8::1 is a number",
	} {
		_, err := auth.NewKeys(auth.KeysConfig{Origin: origin, Name: "Ringa-in-möten"})
		if (err == nil) != (why == "") || err != nil && !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", origin, err)
		}
	}
}
