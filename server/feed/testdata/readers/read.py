"""Reads calendars with icalendar, vobject or libical, whichever is named as the argument.

For every line of standard input, a calendar as a JSON string, it writes one line: what
the app sees in it, as JSON.
"""

import json
import sys


def with_icalendar(text):
    from icalendar import Calendar

    def every(component, name):
        found = component.get(name, [])
        return found if isinstance(found, list) else [found]

    calendar = Calendar.from_ical(text.encode())
    return {"name": str(calendar["NAME"]), "events": [{
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
    } for e in calendar.walk("VEVENT")]}


def with_vobject(text):
    import vobject

    calendar = vobject.readOne(text)

    def value(e, name):
        return e.contents[name][0].value if name in e.contents else ""

    return {"name": value(calendar, "name"), "events": [{
        "uid": value(e, "uid"),
        "sequence": int(value(e, "sequence")),
        "start": int(value(e, "dtstart").timestamp()),
        "end": int(value(e, "dtend").timestamp()),
        "stamp": int(value(e, "dtstamp").timestamp()),
        "summary": value(e, "summary"),
        "status": value(e, "status"),
        "location": value(e, "location"),
        "description": value(e, "description"),
        "url": value(e, "url"),
        "categories": [c for group in e.contents.get("categories", []) for c in group.value],
        "conference": [c.value for c in e.contents.get("conference", [])],
    } for e in calendar.contents.get("vevent", [])]}


def with_libical(text):
    import gi

    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ICalGLib

    kind, prop = ICalGLib.ComponentKind, ICalGLib.PropertyKind
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar.count_errors():
        raise ValueError("libical has marked errors:\n" + calendar.as_ical_string())

    def value(e, name, get):
        p = e.get_first_property(name)
        return get(p) if p else ""

    def every(e, name, get):
        p = e.get_first_property(prop.ANY_PROPERTY)
        while p:
            if p.get_property_name() == name:
                yield get(p)
            p = e.get_next_property(prop.ANY_PROPERTY)

    def text(p):
        return p.get_value_as_string()

    def seconds(time):
        return time.as_timet_with_zone(time.get_timezone())

    events = []
    e = calendar.get_first_component(kind.VEVENT_COMPONENT)
    while e:
        events.append({
            "uid": e.get_uid(),
            "sequence": e.get_sequence(),
            "start": seconds(e.get_dtstart()),
            "end": seconds(e.get_dtend()),
            "stamp": seconds(e.get_dtstamp()),
            "summary": e.get_summary(),
            "status": value(e, prop.STATUS_PROPERTY, text),
            "location": e.get_location() or "",
            "description": e.get_description(),
            "url": value(e, prop.URL_PROPERTY, lambda p: p.get_url()),
            "categories": [c for p in every(e, "CATEGORIES", lambda p: p.get_value().get_text()) for c in p.split(",")],
            "conference": list(every(e, "CONFERENCE", text)),
        })
        e = calendar.get_next_component(kind.VEVENT_COMPONENT)
    return {"name": next(every(calendar, "NAME", text), ""), "events": events}


read = {"icalendar": with_icalendar, "vobject": with_vobject, "libical": with_libical}[sys.argv[1]]
for line in sys.stdin:
    try:
        said = read(json.loads(line))
    except Exception as error:
        said = {"error": repr(error)}
    print(json.dumps(said), flush=True)
