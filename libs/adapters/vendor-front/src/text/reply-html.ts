import sanitizeHtml from 'sanitize-html';

/** Our plain text as HTML: paragraphs, line breaks and `http(s)` links, and nothing else can come of it. */
export const replyHtml = (text: string): string =>
  sanitizeHtml(paragraphs(text), {
    allowedTags: ['p', 'br', 'a'],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https'],
  });

const paragraphs = (text: string): string =>
  text
    .trim()
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .map((paragraph) => `<p>${paragraph.split(/\r?\n/).map(linked).join('<br>')}</p>`)
    .join('');

const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/g;

/** Every second piece is an address. */
const linked = (line: string): string =>
  line
    .split(ADDRESS)
    .map((piece, index) =>
      index % 2 === 1 ? `<a href="${escaped(piece)}">${escaped(piece)}</a>` : escaped(piece),
    )
    .join('');

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
