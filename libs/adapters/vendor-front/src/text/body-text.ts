import { compile } from 'html-to-text';

/** HTML or plain text to plain text; links keep their address, images their name. */
export const bodyText = (body: string): string =>
  (looksLikeHtml(body) ? toText(body) : body).replaceAll('\u0000', '').trim();

const TAG =
  /<\/?(?:p|div|br|b|i|em|strong|a|ul|ol|li|h[1-6]|img|span|table|blockquote|pre|html|body)[\s/>]/i;

const looksLikeHtml = (body: string): boolean => TAG.test(body);

const toText = compile({
  wordwrap: false,
  /** Below this depth text is cut, so hostile HTML cannot exhaust the stack. */
  limits: { maxDepth: 200, ellipsis: '…' },
  formatters: {
    imageName: ({ attribs }, _walk, builder) => {
      const { alt } = (attribs ?? {}) as Record<string, string | undefined>;
      builder.addInline(`[Image: ${alt || 'image'}]`, { noWordTransform: true });
    },
  },
  selectors: [
    { selector: 'img', format: 'imageName' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});
