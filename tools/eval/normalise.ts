/** Answers and strings alike, so that one may be looked for in the other. */
export const normalise = (text: string): string =>
  text
    .replace(/[*`]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .toLowerCase();
