package web

import (
	"fmt"
	"path"
	"strings"

	"ringain/meetings"
)

// fileType is how the type of a file is said, by the ending of its name: "PDF".
func fileType(name string) string {
	return strings.ToUpper(strings.TrimPrefix(path.Ext(name), "."))
}

// saySize says a number of bytes: "686 kB", "1,2 MB".
func (p *page) saySize(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", max(1, (n+500)/1000))
	}
	size := fmt.Sprintf("%.1f MB", float64(n)/1_000_000)
	if p.Lang == meetings.SV {
		size = strings.Replace(size, ".", ",", 1)
	}
	return size
}
