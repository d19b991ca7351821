import { bodyText } from './body-text';
import { replyHtml } from './reply-html';

/** Is what Front shows the text we sent? White space and Unicode composition may differ. */
export const sameText = (shown: string, sent: string): boolean => {
  const wanted = [essence(sent), essence(bodyText(replyHtml(sent)))];
  return wanted.includes(essence(shown)) || wanted.includes(essence(bodyText(shown)));
};

const essence = (text: string): string =>
  text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]+/gu, '');
