package live

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"ringain/meetings"
	"ringain/server/auth"
)

// hidden tells those who may bring it back what is hidden in a meeting.
func (h *Hub) hidden(w http.ResponseWriter, r *http.Request) {
	room, _, err := h.Store.Room(r.Context(), chi.URLParam(r, "meeting"))
	if by, _ := auth.Person(r); err == nil && !meetings.MayRun(room.As(by.At(room.Meeting), meetings.RestoreSignal{})) {
		http.Error(w, meetings.Text{SV: "Det här kan bara den läsa som leder eller modererar mötet.", EN: "Only those who run or moderate the meeting may read this."}.In(meetings.PathLang(r.URL.Path)), http.StatusForbidden)
		return
	}
	if err != nil {
		fail(w, r, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"questions": append([]meetings.Question{}, room.HiddenQuestions()...),
		"signals":   append([]meetings.Signal{}, room.Backstage.Hidden()...),
		"material":  append([]meetings.Material{}, room.HiddenMaterial()...),
	})
}
