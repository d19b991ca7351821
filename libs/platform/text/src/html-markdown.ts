import type { FormatCallback, HtmlToTextOptions } from 'html-to-text';
import { compile } from 'html-to-text';

/** Deeper nesting than any editor makes; below it the text is cut. */
const MAX_DEPTH = 200;

/**
 * HTML as Markdown: headings, lists, links, tables and code stay; scripts, styles and the page's own
 * navigation go. Nothing of it is HTML any more.
 */
export const htmlMarkdown = (html: string): string =>
  toMarkdown(html)
    .replaceAll('\u0000', '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const heading: FormatCallback = (element, walk, builder) => {
  const level = Number(String(element.name).slice(1));
  builder.openBlock({ leadingLineBreaks: 2, reservedLineLength: level + 1 });
  builder.addLiteral(`${'#'.repeat(level)} `);
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const preformatted: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ isPre: true, leadingLineBreaks: 2 });
  builder.addLiteral('```\n');
  walk(element.children, builder);
  builder.addLiteral('\n```');
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const image: FormatCallback = (element, _walk, builder) => {
  const alt = ((element.attribs ?? {}) as Record<string, string | undefined>)['alt'] ?? '';
  if (alt !== '') builder.addInline(`[Image: ${alt}]`, { noWordTransform: true });
};

const SKIPPED = [
  'title',
  'nav',
  'header',
  'footer',
  'aside',
  'form',
  'script',
  'style',
  'template',
  'svg',
];
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: MAX_DEPTH, ellipsis: '…' },
  formatters: { heading, preformatted, image },
  selectors: [
    ...SKIPPED.map((selector) => ({ selector, format: 'skip' })),
    ...HEADINGS.map((selector) => ({ selector, format: 'heading' })),
    { selector: 'pre', format: 'preformatted' },
    { selector: 'img', format: 'image' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    { selector: 'blockquote', options: { trimEmptyLines: true } },
    {
      selector: 'a',
      options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'], noAnchorUrl: true },
    },
  ],
};

const toMarkdown = compile(options);
