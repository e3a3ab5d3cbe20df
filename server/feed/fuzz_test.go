package feed

import "testing"

// FuzzVariant reads what may stand after the address of a feed. Whatever is asked for is
// one of a few, which are written alike and asked for again alike.
func FuzzVariant(f *testing.F) {
	for _, query := range []string{"", "installda=dolj", "paminn=15&installda=dolj", "paminn=15;installda=dolj", "paminn=-1", "%zz", "paminn=99999999999999999999", "paminn=15&paminn=60", "\x00"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, as := range []format{calendar, jsonFeed, atom} {
			v := variantOf(query, as)
			if v.alarm != 0 && as != calendar || v.alarm < 0 || v.alarm > 60 {
				t.Errorf("%q asks for %+v", query, v)
			}
			if written := v.query(); written != "" && variantOf(written[1:], as) != v || len(written) > 40 {
				t.Errorf("%q is written %q, which asks for another", query, written)
			}
		}
	})
}
