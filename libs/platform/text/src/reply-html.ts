/**
 * Our plain text as HTML: everything escaped, blank lines part paragraphs,
 * `http(s)` addresses become links. Nothing of the text can become markup.
 */
export const replyHtml = (text: string): string =>
  text
    .trim()
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .map((paragraph) => `<p>${paragraph.split(/\r?\n/).map(linked).join('<br>')}</p>`)
    .join('');

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
/** Punctuation at the end belongs to the sentence. */
const TRAILING = /[.,;:!?)\]}]+$/;

const linked = (line: string): string => {
  let html = '';
  let from = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '');
    html += escaped(line.slice(from, match.index));
    html += `<a href="${escaped(address)}">${escaped(address)}</a>`;
    from = match.index + address.length;
  }
  return html + escaped(line.slice(from));
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
