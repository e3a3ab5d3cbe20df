package web

import "ringain/meetings"

// mends is where what is missing is put right, within the pages of a meeting.
func mends(m meetings.Meeting, l meetings.Lack) string {
	switch l {
	case meetings.NoPhone, meetings.NoCode:
		return meetingPath(m) + "/andra"
	case meetings.DeadLink:
		return meetingPath(m) + "#material"
	case meetings.NoChair, meetings.NoSecretary:
		return rolesPath(m)
	}
	return meetingPath(m) + "/rum"
}
