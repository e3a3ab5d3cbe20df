// The words about how a room is kept. They are written in client/words_house.go.

export type HouseWords = {
  readonly roomLocked: string;
  readonly roomReadOnly: string;
  readonly roomSlow: string; // Lugnare takt: du kan skriva eller begära ordet en gång på {n} sekunder.
  readonly roomOpen: string;
  readonly wasRemoved: string;
};

export type HouseToolWords = {
  readonly order: string;
  readonly lockRoom: string;
  readonly readOnlyRoom: string;
  readonly slowRoom: string;
  readonly slowOff: string;
  readonly slowEvery: string; // En gång på {n} sekunder
  readonly personWrote: string;
  readonly removePerson: string;
  readonly removedPeople: string;
  readonly removedUnknown: string;
  readonly returnPerson: string;
  readonly didRemovePerson: string; // {name} är borttagen och kan inte komma tillbaka.
  readonly didReturnPerson: string; // {name} kan komma in igen.
  readonly didSetRoom: string;
};
