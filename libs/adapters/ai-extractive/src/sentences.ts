/** Lines of a passage as a customer may read them: no Markdown marks, steps and items still marked as such. */
export const linesOf = (markdown: string): readonly string[] =>
  markdown
    .split(/\r?\n/)
    .filter((line) => !/^[-|:\s`]*$/.test(line))
    .map((line) => ({ mark: markOf(line), text: plain(line.replace(MARK, '')) }))
    .filter(({ text }) => text.length > 2)
    .map(({ mark, text }) => `${mark}${text}`);

const MARK = /^\s*(?:[-*+](?=\s)|\d+[.)]|>|\|)\s*/;

const markOf = (line: string): string => {
  const step = /^\s*(\d+)[.)]\s/.exec(line)?.[1];
  if (step !== undefined) return `${step}. `;
  return /^\s*[-*+]\s/.test(line) ? '- ' : '';
};

const plain = (text: string): string =>
  text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]|(?<!\w)_|_(?!\w)/g, '')
    .trim();
