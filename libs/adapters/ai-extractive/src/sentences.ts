/** Sentences, list items and code lines of a passage as a customer may read them, without Markdown marks. */
export const sentencesOf = (markdown: string): readonly string[] =>
  markdown
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)]|>|\|)\s*/, '').trim())
    .filter((line) => line !== '' && !/^[-|:\s`]+$/.test(line))
    .flatMap((line) => line.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*(?:\s|$)/g) ?? [line])
    .map(plain)
    .filter((sentence) => sentence.length > 2);

const plain = (text: string): string =>
  text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]|(?<!\w)_|_(?!\w)/g, '')
    .trim();
