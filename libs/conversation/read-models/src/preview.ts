const PREVIEW_LENGTH = 200;

/** The beginning of a text, never cut inside a character: half an emoji is no valid JSON to a database. */
export const previewOf = (text: string): string => {
  const cut = text.slice(0, PREVIEW_LENGTH);
  const splits = text.length > PREVIEW_LENGTH && /[\ud800-\udbff]$/.test(cut);
  return splits ? cut.slice(0, -1) : cut;
};
