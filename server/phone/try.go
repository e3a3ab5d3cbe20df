package phone

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"time"
)

// listenEvery is how often a telephone that is tried by hand asks what is new.
const listenEvery = 2 * time.Second

// Try rings to a meeting and lets somebody press keys: each line of in is what they
// press, "lägg på" hangs up and "ring" rings again. What is said is written to out,
// until in or ctx ends.
func Try(ctx context.Context, t *Telephone, code string, in io.Reader, out io.Writer) error {
	lines := make(chan string)
	go func() { // it ends with the program: reading from a terminal cannot be broken off
		defer close(lines)
		for s := bufio.NewScanner(in); s.Scan(); {
			select {
			case lines <- strings.TrimSpace(s.Text()):
			case <-ctx.Done():
				return
			}
		}
	}()
	fmt.Fprintln(out, "Tryck 9, 6, 0, 1-5 eller din personliga kod och #. \"lägg på\" lägger på, \"ring\" ringer igen.")
	tick := time.NewTicker(listenEvery)
	defer tick.Stop()
	line := "ring"
	for {
		var a Answer
		var err error
		switch line {
		case "ring":
			a, err = t.Dial(ctx, code)
		case "lägg på":
			a, err = t.HangUp(ctx)
			t.call = ""
		case "":
			if t.call != "" {
				a, err = t.Listen(ctx)
			}
		default:
			a, err = t.Press(ctx, line)
		}
		if err != nil {
			fmt.Fprintln(out, "!", err)
		}
		if a.Say != "" {
			fmt.Fprintln(out, ">", a.Say)
		}
		if a.End {
			t.call = ""
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			line = ""
		case pressed, more := <-lines:
			if !more {
				if t.call != "" {
					_, err = t.HangUp(ctx)
				}
				return err
			}
			line = pressed
		}
	}
}
