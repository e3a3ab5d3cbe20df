package live

import (
	"testing"
	"time"

	"ringain/meetings"
	"ringain/server/wire"
)

// Browsers hide the pings of RFC 6455 from their scripts, so the time is told too.
func TestAQuietLineIsToldTheTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	line := w.open(w.node("a").stranger(), wire.Position{})
	for w.hear(line).Here == nil { // so that the room has begun to count
	}
	w.ahead.Add(int64(pingEvery))
	for {
		h, err := line.Hear(time.Now().Add(patience))
		if err != nil {
			t.Fatal("the time was not told:", err)
		}
		if h.Now != 0 {
			if late := meetings.At(w.now()) - h.Now; late < 0 || late > meetings.Instant(patience.Milliseconds()) {
				t.Errorf("the time told is %d ms off", late)
			}
			return
		}
	}
}
