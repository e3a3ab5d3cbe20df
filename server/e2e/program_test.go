package e2e_test

import (
	"context"
	"os/exec"
	"strings"
	"testing"
)

func TestTheProgramSaysWhatItCannotDo(t *testing.T) {
	t.Parallel()
	name, err := program()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		says string
	}{
		{nil, "say what to do"},
		{[]string{"dance"}, "there is no \"dance\""},
		{[]string{"link", "--data", t.TempDir()}, "there is no installation in"},
		{[]string{"serve", "--origin", "moten.example", "--data", t.TempDir(), "--addr", "127.0.0.1:0"}, "is not an address such as https://moten.example"},
		{[]string{"serve", "--data", t.TempDir(), "--addr", "nowhere:99999"}, "listen"},
		{[]string{"serve", "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--database", "postgres://a:b@127.0.0.1:1/x"}, "open the database"},
		{[]string{"serve", "--grace", "soon"}, "soon"},
		{[]string{"serve", "--log", "loud"}, "the log level"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		out, err := exec.CommandContext(ctx, name, test.args...).CombinedOutput()
		cancel()
		if _, ended := err.(*exec.ExitError); !ended || !strings.Contains(string(out), test.says) {
			t.Errorf("ringain %q: %v: %s", test.args, err, out)
		}
	}
}
