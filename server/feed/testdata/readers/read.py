"""Reads a calendar from standard input with icalendar, and writes its events as JSON."""

import json
import sys

from icalendar import Calendar


def every(component, name):
    found = component.get(name, [])
    return found if isinstance(found, list) else [found]


def event(e):
    return {
        "uid": str(e["UID"]),
        "sequence": int(e["SEQUENCE"]),
        "start": int(e["DTSTART"].dt.timestamp()),
        "end": int(e["DTEND"].dt.timestamp()),
        "stamp": int(e["DTSTAMP"].dt.timestamp()),
        "summary": str(e["SUMMARY"]),
        "status": str(e["STATUS"]),
        "location": str(e.get("LOCATION", "")),
        "description": str(e["DESCRIPTION"]),
        "url": str(e["URL"]),
        "categories": [str(c) for group in every(e, "CATEGORIES") for c in group.cats],
        "conference": [str(c) for c in every(e, "CONFERENCE")],
    }


calendar = Calendar.from_ical(sys.stdin.buffer.read())
json.dump({"name": str(calendar["NAME"]), "events": [event(e) for e in calendar.walk("VEVENT")]}, sys.stdout)
