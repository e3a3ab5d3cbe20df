// The words about how a room is kept. They are written in client/words_house.go.

export type HouseWords = {
  readonly roomLocked: string;
  readonly roomLobby: string;
  readonly roomReadOnly: string;
  readonly roomSlow: string; // Lugnare takt: du kan skriva eller begära ordet en gång på {n} sekunder.
  readonly roomOpen: string;
  readonly hiddenName: string;
  readonly wasRemoved: string;
};

export type HouseToolWords = {
  readonly order: string;
  readonly lockRoom: string;
  readonly lobbyRoom: string;
  readonly readOnlyRoom: string;
  readonly slowRoom: string;
  readonly slowOff: string;
  readonly slowEvery: string; // En gång på {n} sekunder
  readonly personWrote: string;
  readonly removePerson: string;
  readonly notesOfPerson: string;
  readonly removedPeople: string;
  readonly removedUnknown: string;
  readonly returnPerson: string;
  readonly inLobbyOne: string;
  readonly inLobbyOther: string;
  readonly admit: string;
  readonly admitAll: string;
  readonly refuse: string;
  readonly isMuted: string;
  readonly mutePerson: string;
  readonly unmutePerson: string;
  readonly hideName: string;
  readonly showName: string;
  readonly barNetwork: string;
  readonly openNetwork: string;
  readonly networkBarred: string;
  readonly barNetworkHelp: string;
  readonly houseLog: string;
  readonly didRemovePerson: string; // {name} är borttagen och kan inte komma tillbaka.
  readonly didReturnPerson: string; // {name} kan komma in igen.
  readonly didAdmit: string;
  readonly didRefuse: string;
  readonly didMute: string;
  readonly didUnmute: string;
  readonly didHideName: string;
  readonly didShowName: string;
  readonly didBarNetwork: string;
  readonly didOpenNetwork: string;
  readonly didHideNote: string;
  readonly hideNote: string;
  readonly didSetRoom: string;
};
