export { bodyText } from './body-text';
export { cutIntoPassages } from './cut-into-passages';
export type { Cut } from './cut-into-passages';
export { htmlMarkdown } from './html-markdown';
export { languageOf } from './language';
export { replyHtml } from './reply-html';
export { sameText } from './same-text';
