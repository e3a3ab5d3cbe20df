// The words of the material. They are written in client/words_material.go.

/** The words of the material. */
export type MaterialWords = {
  readonly material: string;
  readonly materialNone: string;
  readonly materialLatest: string;
  readonly materialAll: string;
  readonly materialJoin: string;
  readonly materialAddress: string;
  readonly materialHelp: string;
  readonly materialFile: string;
  readonly fileSending: string; // Skickar {name}
  readonly fileWaiting: string;
  readonly fileFailed: string;
  readonly fileUnfinished: string;
  readonly materialListed: string;
  readonly materialUnlisted: string;
  readonly materialMore: string;
  readonly materialTitle: string;
  readonly materialKind: string;
  readonly materialNoKind: string;
  readonly materialItem: string;
  readonly materialWhole: string;
  readonly shareMaterial: string;
  readonly materialNoLink: string;
  readonly materialUnasked: string;
  readonly materialFound: string;
  readonly materialFoundLead: string;
  readonly materialHere: string; // Det är redan delat i mötet: {title}
  readonly confirmMaterial: string;
  readonly shareAnyway: string;
  readonly linkMended: string;
  readonly onTheList: string;
  readonly proposedToList: string;
  readonly returnedFromList: string; // Tillbakaskickat från stödlistan: {reason}
  readonly withdrawMaterial: string;
  readonly publishMaterial: string;
  readonly returnMaterial: string;
  readonly returnReason: string;
  readonly editMaterial: string;
  readonly hideMaterial: string;
  readonly restoreMaterial: string;
  readonly hiddenMaterial: string;
  readonly materialNoneHidden: string;
  readonly didShareMaterial: string;
  readonly didMendMaterial: string;
  readonly didWithdrawMaterial: string;
  readonly didEditMaterial: string;
  readonly didPublishMaterial: string;
  readonly didReturnMaterial: string;
  readonly didHideMaterial: string;
  readonly didRestoreMaterial: string;
  readonly newMaterialOne: string;
  readonly newMaterialOther: string; // {n} saker till är delade
  readonly verktyg: string;
  readonly stod: string;
  readonly metod: string;
  readonly utbildning: string;
  readonly rapport: string;
  readonly exempel: string;
  readonly stodlinje: string;
  readonly inspelning: string;
};
