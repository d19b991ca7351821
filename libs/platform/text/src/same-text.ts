import { bodyText } from './body-text';
import { replyHtml } from './reply-html';

/**
 * Is what the vendor shows the text we sent? It may come back as HTML or as plain text, with other
 * white space and other Unicode composition.
 */
export const sameText = (shown: string, sent: string): boolean => {
  const wanted = new Set([essence(sent), essence(bodyText(replyHtml(sent)))]);
  return wanted.has(essence(shown)) || wanted.has(essence(bodyText(shown)));
};

const essence = (text: string): string =>
  text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]+/gu, '');
