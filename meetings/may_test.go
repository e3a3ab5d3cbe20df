package meetings_test

import (
	"testing"

	"ringain/meetings"
)

func TestOrganisersAndThePlatformMayAndGuestsMayNot(t *testing.T) {
	for role, want := range map[meetings.Role]bool{
		meetings.Organiser: true, meetings.Service: true, meetings.Guest: false, "": false, "admin": false,
	} {
		p := meetings.Person{Role: role}
		if meetings.MayRun(p) != want || meetings.MayPlan(p) != want {
			t.Errorf("%q may run: %t, may plan: %t, want %t", role, meetings.MayRun(p), meetings.MayPlan(p), want)
		}
	}
}
