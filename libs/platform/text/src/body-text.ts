import type { FormatCallback } from 'html-to-text';
import { compile } from 'html-to-text';

/** Deeper nesting than any editor makes; below it the text is cut, so hostile HTML cannot exhaust the stack. */
const MAX_DEPTH = 200;

/** HTML or plain text to plain text; links keep text and address, images their name. */
export const bodyText = (body: string): string =>
  (looksLikeHtml(body) ? toText(body) : body).replaceAll('\u0000', '').trim();

/** Plain text may hold a `<` of its own; HTML begins with a tag or closes one. */
const looksLikeHtml = (body: string): boolean => OPENS.test(body) || CLOSES.test(body);

const TAGS =
  'p|div|br|b|i|u|s|em|strong|a|ul|ol|li|h[1-6]|img|span|table|tbody|tr|td|blockquote|pre|code|html|body';
const OPENS = new RegExp(`^\\s*<(?:${TAGS})(?:\\s[^>]*)?/?>`, 'i');
const CLOSES = new RegExp(`</(?:${TAGS})\\s*>`, 'i');

const imagePlaceholder: FormatCallback = (element, _walk, builder) => {
  const attributes = (element.attribs ?? {}) as Record<string, string | undefined>;
  const name = attributes['alt'] || fileName(attributes['src'] ?? '') || 'image';
  builder.addInline(`[Image: ${name}]`, { noWordTransform: true });
};

const fileName = (address: string): string => {
  if (address.startsWith('data:')) return '';
  return address.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
};

const toText = compile({
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, ellipsis: '…' },
  formatters: { imagePlaceholder },
  selectors: [
    { selector: 'img', format: 'imagePlaceholder' },
    {
      selector: 'a',
      options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'], ignoreHref: false },
    },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});
