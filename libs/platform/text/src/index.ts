export { bodyText } from './body-text';
export { htmlMarkdown } from './html-markdown';
export { languageOf } from './language';
export { replyHtml } from './reply-html';
export { sameText } from './same-text';
