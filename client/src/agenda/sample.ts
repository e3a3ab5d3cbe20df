// A meeting with three items, for tests.
import type { Person, Room } from "../wire";

export const room: Room = {
  meeting: {
    id: "m", slug: "barn-och-unga-2027-01-14", date: "2027-01-14", kind: "meeting", status: "planned", themes: ["barn-och-unga"],
    title: { sv: "Barn och unga" }, start: 1_799_924_400_000, minutes: 45, zone: "Europe/Stockholm", ways: {},
    sequence: 0, created: 1000, changed: 1000,
  },
  agenda: { items: [{ id: "a", title: "Välkomna", minutes: 5 }, { id: "b", title: "Laget runt", minutes: 20 }, { id: "c", title: "Frågor", minutes: 20 }] },
  queue: {},
};

export const you: Person = { id: "p", name: "Åsa", organisation: "Granviks kommun", sector: "kommun", role: "organiser" };
