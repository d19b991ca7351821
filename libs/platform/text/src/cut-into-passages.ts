export interface Cut {
  readonly heading: string;
  readonly text: string;
}

/** Passages longer than this are cut again at a paragraph. */
const MAX_CHARACTERS = 1_200;

/** Cuts an article at its headings; the text before the first heading stands under the title. */
export const cutIntoPassages = (markdown: string): readonly Cut[] => {
  const cuts: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }];
  let fenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (line.startsWith('```')) fenced = !fenced;
    const heading = fenced ? null : /^#{1,6}\s+(.+?)\s*#*$/.exec(line);
    if (heading?.[1] === undefined) cuts.at(-1)?.lines.push(line);
    else cuts.push({ heading: heading[1], lines: [] });
  }
  return cuts.flatMap(({ heading, lines }) =>
    split(lines.join('\n').trim()).map((text) => ({ heading, text })),
  );
};

const split = (text: string): readonly string[] => {
  if (text === '') return [];
  if (text.length <= MAX_CHARACTERS) return [text];
  const parts: string[] = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + paragraph.length < MAX_CHARACTERS)
      parts[parts.length - 1] = `${last}\n\n${paragraph}`;
    else parts.push(paragraph);
  }
  return parts;
};
