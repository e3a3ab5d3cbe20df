package node

import (
	"encoding/json"
	"net/http"
)

// readiness says how each thing the node stands on is. The node is ready when the
// database is; without Redis it serves everything, and other nodes' news a second later.
type readiness struct {
	Ready    bool   `json:"ready"`
	Database string `json:"database"`
	Redis    string `json:"redis,omitempty"`
}

// ready tells how the node is. What is wrong, which may name machines and users, is
// told on this machine only.
func (n *Node) ready(w http.ResponseWriter, r *http.Request) {
	reason := func(err error) string {
		if isLocal(r) {
			return err.Error()
		}
		return "out of reach"
	}
	state := readiness{Ready: true, Database: "ok"}
	if err := n.store.Ready(r.Context()); err != nil {
		state.Ready, state.Database = false, reason(err)
	}
	if n.config.Redis != "" {
		state.Redis = "ok"
		if err := n.bus.Healthy(); err != nil {
			state.Redis = reason(err)
		}
	}
	state.tell(w)
}

func (state readiness) tell(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !state.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	json.NewEncoder(w).Encode(state) // a connection that is gone cannot be told
}
