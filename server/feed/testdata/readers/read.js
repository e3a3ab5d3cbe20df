// Reads calendars with ical.js or node-ical, whichever is named as the argument. For
// every line of standard input, a calendar as a JSON string, it writes one line: what
// the app sees in it, as JSON.
import { createInterface } from "node:readline";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

function withICALjs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset(); // the zone must come from the calendar
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const texts = (event, name) => event.getAllProperties(name).flatMap(p => p.getValues()).map(String);
  const events = calendar.getAllSubcomponents("vevent").map(event => ({
    uid: event.getFirstPropertyValue("uid"),
    sequence: Number(event.getFirstPropertyValue("sequence")),
    start: event.getFirstPropertyValue("dtstart").toUnixTime(),
    end: event.getFirstPropertyValue("dtend").toUnixTime(),
    stamp: event.getFirstPropertyValue("dtstamp").toUnixTime(),
    summary: event.getFirstPropertyValue("summary"),
    status: event.getFirstPropertyValue("status"),
    location: event.getFirstPropertyValue("location") ?? "",
    description: event.getFirstPropertyValue("description"),
    url: event.getFirstPropertyValue("url"),
    categories: texts(event, "categories"),
    conference: texts(event, "conference"),
  }));
  return { name: calendar.getFirstPropertyValue("name"), events };
}

function withNodeIcal(text) {
  const found = Object.values(nodeIcal.sync.parseICS(text));
  const value = x => x?.val ?? x ?? "";
  const list = x => (x === undefined ? [] : Array.isArray(x) ? x : [x]).map(y => String(value(y)));
  const seconds = date => date.getTime() / 1000;
  const events = found.filter(x => x.type === "VEVENT").map(event => ({
    uid: event.uid,
    sequence: Number(event.sequence),
    start: seconds(event.start),
    end: seconds(event.end),
    stamp: seconds(event.dtstamp),
    summary: value(event.summary),
    status: event.status,
    location: value(event.location),
    description: value(event.description),
    url: value(event.url),
    categories: list(event.categories),
    conference: list(event.conference),
  }));
  return { name: value(found.find(x => x.type === "VCALENDAR")?.name), events };
}

const read = { "ical.js": withICALjs, "node-ical": withNodeIcal }[process.argv[2]];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let said;
  try {
    said = read(JSON.parse(line));
  } catch (error) {
    said = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
