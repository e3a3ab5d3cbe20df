// The counties by their official codes, as meetings.Counties has them; the whole
// country, 00, has words in each language.
export const counties: readonly (readonly [string, string])[] = [
  ["01", "Stockholm"], ["03", "Uppsala"], ["04", "Södermanland"], ["05", "Östergötland"], ["06", "Jönköping"],
  ["07", "Kronoberg"], ["08", "Kalmar"], ["09", "Gotland"], ["10", "Blekinge"], ["12", "Skåne"], ["13", "Halland"],
  ["14", "Västra Götaland"], ["17", "Värmland"], ["18", "Örebro"], ["19", "Västmanland"], ["20", "Dalarna"],
  ["21", "Gävleborg"], ["22", "Västernorrland"], ["23", "Jämtland"], ["24", "Västerbotten"], ["25", "Norrbotten"],
];
