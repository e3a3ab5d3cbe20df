package meetings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// StrippedEvent returns the JSON text of an event as the log keeps it from a stage of its
// room on: nameless, it does not say who it is about; counted, only of what kind it was.
func StrippedEvent(body []byte, s RoomStage) ([]byte, error) {
	var head struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(body, &head); err != nil {
		return nil, fmt.Errorf("strip an event: %w", err)
	}
	if s >= RoomCounted {
		return fmt.Appendf(nil, `{"kind":%q}`, head.Kind), nil
	}
	var all map[string]any
	read := json.NewDecoder(bytes.NewReader(body))
	read.UseNumber()
	if err := read.Decode(&all); err != nil {
		return nil, fmt.Errorf("strip an event: %w", err)
	}
	delete(all, "kind")
	strip(all)
	rest, err := json.Marshal(all)
	if err != nil || len(all) == 0 {
		return fmt.Appendf(nil, `{"kind":%q}`, head.Kind), err
	}
	return append(fmt.Appendf(nil, `{"kind":%q,`, head.Kind), rest[1:]...), nil
}

// personal are the members of events that say who somebody is, or what they alone said of
// what they wanted the floor for.
func personal() []string { return []string{"name", "organisation", "who", "by", "note", "caller"} }

// strip takes out what says who somebody is. The name of a file is nobody's, nor is what
// has members of its own, such as the note of a meeting in two languages; of somebody who
// rings in, their line stays.
func strip(value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			if _, more := v.(map[string]any); !more && slices.Contains(personal(), key) {
				delete(value, key)
				continue
			}
			if key != "file" {
				strip(v)
			}
		}
	case []any:
		for _, v := range value {
			strip(v)
		}
	}
}
