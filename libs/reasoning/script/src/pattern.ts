export type Matches = (text: string) => boolean;

const REGULAR = /^\/(?<source>.+)\/(?<flags>[ims]*)$/s;

/** `null`: what stands between the slashes is no regular expression. */
export const compilePattern = (pattern: string): Matches | null => {
  const { source, flags = '' } = REGULAR.exec(pattern)?.groups ?? {};
  if (source === undefined) {
    const wanted = pattern.toLowerCase();
    return (text) => text.toLowerCase().includes(wanted);
  }
  try {
    const expression = new RegExp(source, `u${flags}`);
    return (text) => expression.test(text);
  } catch {
    return null;
  }
};
