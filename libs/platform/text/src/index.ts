export { bodyText } from './body-text';
export { replyHtml } from './reply-html';
export { sameText } from './same-text';
