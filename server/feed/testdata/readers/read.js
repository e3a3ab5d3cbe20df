// Reads a calendar from standard input with ical.js, and writes its events as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
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
process.stdout.write(JSON.stringify({ name: calendar.getFirstPropertyValue("name"), events }));
